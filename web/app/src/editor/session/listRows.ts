import { keyOf, type Member, type MemberKey, type MoveOperation } from '@limn/editor';

/** A line of the object list: an object, or the heading of those of a class. */
export type ListRow =
  | { readonly kind: 'object'; readonly member: Member; readonly ordinal: number }
  | {
      readonly kind: 'class';
      readonly schemaId: string;
      readonly members: readonly Member[];
      readonly isClosed: boolean;
    };

/** Objects under the headings of their classes, in the order of the schema; unknown classes come last. */
export function rowsByClass(
  members: readonly Member[],
  order: readonly string[],
  closed: ReadonlySet<string>,
): readonly ListRow[] {
  const byClass = new Map<string, Member[]>();
  for (const member of members) {
    const ofClass = byClass.get(member.schemaId);
    if (ofClass) {
      ofClass.push(member);
    } else {
      byClass.set(member.schemaId, [member]);
    }
  }
  const known = order.filter((schemaId) => byClass.has(schemaId));
  const unknown = [...byClass.keys()].filter((schemaId) => !order.includes(schemaId));
  let ordinal = 0;
  return [...known, ...unknown].flatMap((schemaId): ListRow[] => {
    const ofClass = byClass.get(schemaId) ?? [];
    const isClosed = closed.has(schemaId);
    const heading: ListRow = { kind: 'class', schemaId, members: ofClass, isClosed };
    return [
      heading,
      ...(isClosed ? [] : ofClass.map((member) => ({ kind: 'object' as const, member, ordinal: ++ordinal }))),
    ];
  });
}

export function plainRows(members: readonly Member[]): readonly ListRow[] {
  return members.map((member, at) => ({ kind: 'object', member, ordinal: at + 1 }));
}

/** Operations that put objects before another one, in their present order; before nothing is at the end. */
export function movesBefore(
  all: readonly Member[],
  moving: ReadonlySet<MemberKey>,
  before: MemberKey | undefined,
): readonly MoveOperation[] {
  const keys = all.map(keyOf);
  let anchor = before;
  while (anchor !== undefined && moving.has(anchor)) {
    anchor = keys[keys.indexOf(anchor) + 1];
  }
  const end = anchor === undefined ? keys.length : keys.indexOf(anchor);
  const inOrder = keys.filter((key) => moving.has(key));
  const present = keys.slice(Math.max(0, end - inOrder.length), end);
  const isThere = present.length === inOrder.length && present.every((key, at) => key === inOrder[at]);
  return isThere
    ? []
    : inOrder.map((key) => ({
        kind: 'move',
        list: 'objects',
        key,
        ...(anchor === undefined ? {} : { before: anchor }),
      }));
}
