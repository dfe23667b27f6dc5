import { type Json, keyOf, type Member, type MemberKey, type MemberList } from './answer';
import { isEqual } from './isEqual';
import type { AnswerLists } from './wire';

/** What became of one member between two states of an answer. */
export interface Difference {
  readonly list: MemberList;
  readonly key: MemberKey;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: Member;
  readonly after?: Member;
  /** The fields that differ, of a changed member. */
  readonly fields: readonly string[];
}

// Who changed a member and when says nothing about what it is.
const unsaid = new Set(['metadata']);

/** What differs between two states of an answer, list by list; the order of members says nothing. */
export function compareAnswers(before: AnswerLists, after: AnswerLists): Difference[] {
  return (['objects', 'classifications', 'relations'] as const).flatMap((list) => {
    const old = new Map(before[list].map((member) => [keyOf(member), member]));
    const present = new Set(after[list].map(keyOf));
    const removed = [...old].filter(([key]) => !present.has(key));
    return [
      ...after[list].flatMap((member) => differenceOf(list, old.get(keyOf(member)), member) ?? []),
      ...removed.map(([key, member]): Difference => ({ list, key, kind: 'removed', before: member, fields: [] })),
    ];
  });
}

function differenceOf(list: MemberList, before: Member | undefined, after: Member): Difference | undefined {
  const key = keyOf(after);
  if (!before) {
    return { list, key, kind: 'added', after, fields: [] };
  }
  const fields = before === after ? [] : fieldsThatDiffer(before, after);
  return fields.length > 0 ? { list, key, kind: 'changed', before, after, fields } : undefined;
}

function fieldsThatDiffer(before: Member, after: Member): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((field) => {
    const [old, present]: (Json | undefined)[] = [before[field], after[field]];
    return !unsaid.has(field) && !isEqual(old, present);
  });
}
