import type { MemberKey } from './answer';

/** The objects and relations that are selected, in the order in which they were, and the one under the pointer. */
export class Selection {
  private selected: ReadonlySet<MemberKey> = new Set();
  private under: MemberKey | null = null;
  private readonly listeners = new Set<() => void>();

  /** The same set until the selection changes. */
  get keys(): ReadonlySet<MemberKey> {
    return this.selected;
  }

  /** The only selected member. */
  get single(): MemberKey | undefined {
    const [first] = this.selected;
    return this.selected.size === 1 ? first : undefined;
  }

  get hovered(): MemberKey | null {
    return this.under;
  }

  has(key: MemberKey): boolean {
    return this.selected.has(key);
  }

  set(keys: Iterable<MemberKey>): void {
    const next = new Set(keys);
    if (next.size !== this.selected.size || !isSameOrder(next, this.selected)) {
      this.selected = next;
      this.tell();
    }
  }

  add(keys: Iterable<MemberKey>): void {
    this.set([...this.selected, ...keys]);
  }

  remove(keys: Iterable<MemberKey>): void {
    const going = new Set(keys);
    this.set([...this.selected].filter((key) => !going.has(key)));
  }

  toggle(key: MemberKey): void {
    if (this.selected.has(key)) {
      this.remove([key]);
    } else {
      this.add([key]);
    }
  }

  clear(): void {
    this.set([]);
  }

  hover(key: MemberKey | null): void {
    if (key !== this.under) {
      this.under = key;
      this.tell();
    }
  }

  /** What commands work on: the selection, or else what is under the pointer. */
  get targets(): readonly MemberKey[] {
    return this.selected.size > 0 || this.under === null ? [...this.selected] : [this.under];
  }

  /** Calls a listener after each change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}

function isSameOrder(one: ReadonlySet<MemberKey>, other: ReadonlySet<MemberKey>): boolean {
  const others = other.values();
  return [...one].every((key) => key === others.next().value);
}
