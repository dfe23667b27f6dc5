import { type Json, keyOf, type Member, type MemberKey } from '../answer';
import type { DocumentStore } from '../DocumentStore';
import { newObjectId } from '../ids';
import { isEqual } from '../isEqual';
import type { Operation } from '../operations';
import { visibleQuestions } from '../schema/options';
import type { SchemaIndex } from '../schema/SchemaIndex';
import type { SchemaClass } from '../schema/schemaTypes';
import {
  answered,
  findAnswer,
  type NestedAnswer,
  nestedIn,
  type PathStep,
  type QuestionPath,
  withAnswer,
} from './nested';

/** Where a form stands: at an object or a relation, or at the questions of the task (of a page, where they have one). */
export type FormPlace =
  | { readonly list: 'objects' | 'relations'; readonly key: MemberKey }
  | { readonly list: 'classifications'; readonly page?: number };

/** What must be done to answer a question; an empty answer takes it away. */
export function answerOperations(
  store: DocumentStore,
  schema: SchemaIndex,
  place: FormPlace,
  path: QuestionPath,
  answer: Json | undefined,
): Operation[] {
  return place.list === 'classifications'
    ? answerTask(store, schema, place.page, path, answer)
    : answerMember(store, schema, place.list, place.key, path, answer);
}

/** The answer to a question that several places have; `isMixed` when they do not say the same. */
export function sharedAnswer(
  store: DocumentStore,
  places: readonly FormPlace[],
  path: QuestionPath,
): { answer: Json | undefined; isMixed: boolean } {
  const [first, ...others] = places.map((place) => answerAt(store, place, path));
  return { answer: first, isMixed: others.some((other) => !isEqual(first, other)) };
}

/** The answer to a question at one place. */
export function answerAt(store: DocumentStore, place: FormPlace, path: QuestionPath): Json | undefined {
  if (place.list !== 'classifications') {
    return findAnswer(nestedIn(store.get(place.list, place.key)), path)?.answer;
  }
  const [step, ...rest] = path;
  const member = step && taskAnswer(store, step, place.page);
  return rest.length === 0 ? member?.answer : findAnswer(nestedIn(member), rest)?.answer;
}

function answerMember(
  store: DocumentStore,
  schema: SchemaIndex,
  list: 'objects' | 'relations',
  key: MemberKey,
  path: QuestionPath,
  answer: Json | undefined,
): Operation[] {
  const member = store.get(list, key);
  const questions = (member && schema.classOf(list, member)?.classifications) ?? [];
  const before = nestedIn(member);
  const after = withAnswer(questions, before, path, answer);
  return member && after !== before && !isEqual(asJson(after), asJson(before))
    ? [{ kind: 'set', list, key, field: 'classifications', value: asJson(after) }]
    : [];
}

function answerTask(
  store: DocumentStore,
  schema: SchemaIndex,
  page: number | undefined,
  [step, ...rest]: QuestionPath,
  answer: Json | undefined,
): Operation[] {
  const question = step && schema.classOf('classifications', step);
  if (!question || !step) {
    return [];
  }
  const isNew = question.multiple === true && step.objectId === undefined && rest.length === 0;
  const present = isNew ? undefined : taskAnswer(store, step, question.frameSpecific ? page : undefined);
  if (rest.length > 0) {
    return present ? nestTaskAnswer(question, present, rest, answer) : [];
  }
  const next = answered(question, present as NestedAnswer | undefined, answer);
  if (!present) {
    return next ? [{ kind: 'add', list: 'classifications', member: placed(store, question, next, page) }] : [];
  }
  const key = keyOf(present);
  return next ? changes(present, next) : [{ kind: 'remove', list: 'classifications', key }];
}

function nestTaskAnswer(
  question: SchemaClass,
  present: Member,
  path: QuestionPath,
  answer: Json | undefined,
): Operation[] {
  const questions = visibleQuestions(question, present.answer);
  const next = { ...present, classifications: asJson(withAnswer(questions, nestedIn(present), path, answer)) };
  return changes(present, next as unknown as NestedAnswer);
}

function changes(present: Member, next: NestedAnswer): Operation[] {
  const key = keyOf(present);
  return (['answer', 'classifications'] as const).flatMap((field): Operation[] => {
    const value = next[field] as Json | undefined;
    return isEqual(present[field], value) ? [] : [{ kind: 'set', list: 'classifications', key, field, value }];
  });
}

/** The answers of one question on several pages share their id, unless each page may have several. */
function placed(store: DocumentStore, question: SchemaClass, answer: NestedAnswer, page: number | undefined): Member {
  if (!question.frameSpecific || page === undefined) {
    return answer as unknown as Member;
  }
  const [sibling] = question.multiple ? [] : store.references.membersOfClass(question.schemaId);
  const objectId = (sibling && store.get('classifications', sibling)?.objectId) ?? newObjectId();
  return { ...(answer as unknown as Member), objectId, page };
}

function taskAnswer(
  store: DocumentStore,
  { schemaId, objectId }: PathStep,
  page: number | undefined,
): Member | undefined {
  for (const key of store.references.membersOfClass(schemaId)) {
    const member = store.get('classifications', key);
    if (
      member &&
      (objectId === undefined || member.objectId === objectId) &&
      (page === undefined || member.page === page)
    ) {
      return member;
    }
  }
  return undefined;
}

function asJson(answers: readonly NestedAnswer[]): Json {
  return answers as unknown as Json;
}
