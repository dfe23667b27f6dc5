import type { Member, MemberKey, MemberList } from './answer';
import type { ListChange, TileAddress } from './changes';
import type { OrderedMembers } from './OrderedMembers';
import type { PaintOperation } from './operations';

interface Touched {
  readonly before: Map<MemberKey, Member | undefined>;
  readonly moved: Set<MemberKey>;
  renumbered: boolean;
}

/** Remembers what was touched, to tell in the end what really changed. */
export class ChangeTracker {
  private readonly lists: Record<MemberList, Touched> = {
    objects: untouched(),
    classifications: untouched(),
    relations: untouched(),
  };
  private readonly painted = new Map<string, TileAddress>();

  /** A member is about to change; `before` is what it was, undefined if it was not there. */
  touch(list: MemberList, key: MemberKey, before: Member | undefined): void {
    const touched = this.lists[list].before;
    if (!touched.has(key)) {
      touched.set(key, before);
    } else if (!before && touched.get(key)) {
      // Taken out and put in again, perhaps elsewhere.
      this.move(list, key);
    }
  }

  move(list: MemberList, key: MemberKey): void {
    this.lists[list].moved.add(key);
  }

  renumber(list: MemberList, all: boolean): void {
    this.lists[list].renumbered ||= all;
  }

  paint({ page, tiles }: PaintOperation): void {
    for (const { x, y } of tiles) {
      this.painted.set(`${page},${x},${y}`, page === undefined ? { x, y } : { page, x, y });
    }
  }

  get tiles(): readonly TileAddress[] {
    return [...this.painted.values()];
  }

  /** What changed in a list whose members now are these. */
  changeOf(list: MemberList, members: OrderedMembers): ListChange {
    const { before, moved, renumbered } = this.lists[list];
    const keys = [...before.keys()];
    return {
      added: keys.filter((key) => !before.get(key) && members.has(key)),
      changed: keys.filter((key) => before.get(key) && members.has(key) && before.get(key) !== members.get(key)),
      removed: keys.filter((key) => before.get(key) && !members.has(key)),
      moved: [...moved].filter((key) => before.get(key) && members.has(key)),
      renumbered,
    };
  }
}

function untouched(): Touched {
  return { before: new Map(), moved: new Set(), renumbered: false };
}
