import { keyOf, type Member, type MemberKey, type MemberList } from './answer';

/** Counts what a document has of each class and id, and which relations hold on to which ids. */
export class ReferenceIndex {
  private readonly perId = new Map<string, Set<MemberKey>>();
  private readonly perClass = new Map<string, Set<MemberKey>>();
  private readonly holders = new Map<string, Set<MemberKey>>();

  /** The keys of all objects or relations with an id: several where a track has several frames. */
  keysOf(objectId: string): ReadonlySet<MemberKey> {
    return this.perId.get(objectId) ?? none;
  }

  /** The keys of all members of a class. */
  membersOfClass(schemaId: string): ReadonlySet<MemberKey> {
    return this.perClass.get(schemaId) ?? none;
  }

  /** The relations that an id is an end or a member of. */
  relationsOf(objectId: string): ReadonlySet<MemberKey> {
    return this.holders.get(objectId) ?? none;
  }

  add(list: MemberList, member: Member): void {
    this.replace(list, undefined, member);
  }

  /** A member became another, came (nothing before) or went (nothing after). */
  replace(list: MemberList, before: Member | undefined, after: Member | undefined): void {
    if (before && before.schemaId !== after?.schemaId) {
      drop(this.perClass, before.schemaId, keyOf(before));
    }
    if (after && before?.schemaId !== after.schemaId) {
      put(this.perClass, after.schemaId, keyOf(after));
    }
    if (list !== 'classifications') {
      this.replaceId(before, after);
    }
    if (list === 'relations') {
      this.replaceEnds(before, after);
    }
  }

  private replaceId(before: Member | undefined, after: Member | undefined): void {
    if (before && !after) {
      drop(this.perId, before.objectId, keyOf(before));
    } else if (after && !before) {
      put(this.perId, after.objectId, keyOf(after));
    }
  }

  private replaceEnds(before: Member | undefined, after: Member | undefined): void {
    if (before) {
      for (const end of endsOf(before)) {
        drop(this.holders, end, keyOf(before));
      }
    }
    if (after) {
      for (const end of endsOf(after)) {
        put(this.holders, end, keyOf(after));
      }
    }
  }
}

const none: ReadonlySet<MemberKey> = new Set();

/** The ids that a relation joins. */
export function endsOf({ from, to, group }: Member): string[] {
  const ends = Array.isArray(group) ? group : [from, to];
  return ends.filter((end) => typeof end === 'string');
}

function put(index: Map<string, Set<MemberKey>>, name: string, key: MemberKey): void {
  const keys = index.get(name);
  if (keys) {
    keys.add(key);
  } else {
    index.set(name, new Set([key]));
  }
}

function drop(index: Map<string, Set<MemberKey>>, name: string, key: MemberKey): void {
  const keys = index.get(name);
  keys?.delete(key);
  if (keys?.size === 0) {
    index.delete(name);
  }
}
