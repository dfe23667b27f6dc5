import { keyOf, type Member, type MemberKey } from './answer';

interface Entry {
  member: Member;
  order: number;
  previous: Entry | undefined;
  next: Entry | undefined;
}

/** One list of an answer: members by key in an order, changed in time that does not depend on their number. */
export class OrderedMembers {
  private readonly entries = new Map<MemberKey, Entry>();
  private first: Entry | undefined;
  private last: Entry | undefined;
  private listed: readonly Member[] | undefined;

  get size(): number {
    return this.entries.size;
  }

  get(key: MemberKey): Member | undefined {
    return this.entries.get(key)?.member;
  }

  has(key: MemberKey): boolean {
    return this.entries.has(key);
  }

  /** A number that grows along the list. */
  orderOf(key: MemberKey): number {
    return this.entries.get(key)?.order ?? Number.NaN;
  }

  /** The member after one. */
  after(key: MemberKey): MemberKey | undefined {
    return keyIn(this.entries.get(key)?.next);
  }

  /** The member before one. */
  previousTo(key: MemberKey): MemberKey | undefined {
    return keyIn(this.entries.get(key)?.previous);
  }

  /** All members in order; the same array until something changes. */
  all(): readonly Member[] {
    this.listed ??= [...this.walk()];
    return this.listed;
  }

  /** Puts a new member before another or at the end; answers whether all order numbers changed. */
  insert(member: Member, before?: MemberKey): boolean {
    const entry: Entry = { member, order: 0, previous: undefined, next: undefined };
    this.entries.set(keyOf(member), entry);
    this.listed = undefined;
    return this.link(entry, before === undefined ? undefined : this.entries.get(before));
  }

  remove(key: MemberKey): void {
    const entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
      this.unlink(entry);
    }
  }

  replace(key: MemberKey, member: Member): void {
    const entry = this.entries.get(key);
    if (entry) {
      entry.member = member;
      this.listed = undefined;
    }
  }

  /** Puts a member before another or at the end; answers whether all order numbers changed. */
  move(key: MemberKey, before?: MemberKey): boolean {
    const entry = this.entries.get(key);
    if (!entry || before === key) {
      return false;
    }
    this.unlink(entry);
    return this.link(entry, before === undefined ? undefined : this.entries.get(before));
  }

  private *walk(): Generator<Member> {
    for (let entry = this.first; entry; entry = entry.next) {
      yield entry.member;
    }
  }

  private link(entry: Entry, next: Entry | undefined): boolean {
    const previous = next ? next.previous : this.last;
    entry.previous = previous;
    entry.next = next;
    if (previous) {
      previous.next = entry;
    } else {
      this.first = entry;
    }
    if (next) {
      next.previous = entry;
    } else {
      this.last = entry;
    }
    return this.number(entry);
  }

  private unlink(entry: Entry): void {
    this.listed = undefined;
    if (entry.previous) {
      entry.previous.next = entry.next;
    } else {
      this.first = entry.next;
    }
    if (entry.next) {
      entry.next.previous = entry.previous;
    } else {
      this.last = entry.previous;
    }
  }

  private number(entry: Entry): boolean {
    const low = entry.previous?.order ?? (entry.next ? entry.next.order - 2 : 0);
    const high = entry.next?.order ?? low + 2;
    entry.order = (low + high) / 2;
    return !(low < entry.order && entry.order < high) && this.renumber();
  }

  // Needed only after some forty insertions at one place, when no double lies between two others.
  private renumber(): boolean {
    let order = 0;
    for (let entry = this.first; entry; entry = entry.next) {
      order += 1;
      entry.order = order;
    }
    return true;
  }
}

function keyIn(entry: Entry | undefined): MemberKey | undefined {
  return entry && keyOf(entry.member);
}
