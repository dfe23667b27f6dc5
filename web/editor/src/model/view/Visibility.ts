import type { Member, MemberKey } from '../answer';
import { keyOf } from '../answer';

/** Which members are shown: how somebody looks at a document, never a part of it. */
export class Visibility {
  private hidden: ReadonlySet<MemberKey> = new Set();
  private hiddenClasses: ReadonlySet<string> = new Set();
  private only: ReadonlySet<MemberKey> | null = null;
  private passes: (member: Member) => boolean = () => true;
  private readonly listeners = new Set<() => void>();

  /** The members that somebody hid one by one. */
  get hiddenKeys(): ReadonlySet<MemberKey> {
    return this.hidden;
  }

  /** The members that alone are shown; null if all are. */
  get isolated(): ReadonlySet<MemberKey> | null {
    return this.only;
  }

  isVisible(member: Member): boolean {
    const key = keyOf(member);
    return (
      !this.hidden.has(key) &&
      !this.hiddenClasses.has(member.schemaId) &&
      (this.only === null || this.only.has(key)) &&
      this.passes(member)
    );
  }

  hide(keys: Iterable<MemberKey>): void {
    this.change(() => {
      this.hidden = new Set([...this.hidden, ...keys]);
    });
  }

  show(keys: Iterable<MemberKey>): void {
    const shown = new Set(keys);
    this.change(() => {
      this.hidden = new Set([...this.hidden].filter((key) => !shown.has(key)));
    });
  }

  /** Hides a class, or shows it again. */
  toggleClass(schemaId: string): void {
    this.change(() => {
      const classes = new Set(this.hiddenClasses);
      if (!classes.delete(schemaId)) {
        classes.add(schemaId);
      }
      this.hiddenClasses = classes;
    });
  }

  isClassHidden(schemaId: string): boolean {
    return this.hiddenClasses.has(schemaId);
  }

  /** Shows these alone; null for all. */
  isolate(keys: Iterable<MemberKey> | null): void {
    this.change(() => {
      this.only = keys && new Set(keys);
    });
  }

  /** Shows what passes alone. */
  filter(passes: (member: Member) => boolean): void {
    this.change(() => {
      this.passes = passes;
    });
  }

  /** Shows everything but what the filter holds back. */
  showAll(): void {
    this.change(() => {
      this.hidden = new Set();
      this.hiddenClasses = new Set();
      this.only = null;
    });
  }

  /** Members are no longer there. */
  forget(keys: readonly MemberKey[]): void {
    if (keys.some((key) => this.hidden.has(key))) {
      this.show(keys);
    }
  }

  /** Calls a listener after each change until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private change(work: () => void): void {
    work();
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}
