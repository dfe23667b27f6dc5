import type { Json, Member } from '../answer';
import { newObjectId } from '../ids';
import { isAnswered, visibleQuestions } from '../schema/options';
import type { SchemaClass } from '../schema/schemaTypes';

/** An answer within a member or within another answer. */
export interface NestedAnswer {
  readonly objectId?: string;
  readonly schemaId: string;
  readonly answer?: Json;
  readonly classifications?: readonly NestedAnswer[];
  readonly lock?: boolean;
}

/** A question on the way to another one; of a question with several answers, which of them. */
export interface PathStep {
  readonly schemaId: string;
  readonly objectId?: string;
}

/** The way from a member to a question within it, outermost first. */
export type QuestionPath = readonly PathStep[];

/** The answers within a member or an answer. */
export function nestedIn(member: NestedAnswer | Member | undefined): readonly NestedAnswer[] {
  const nested = member?.classifications;
  return Array.isArray(nested) ? nested : [];
}

/** The answer at the end of a path; undefined if there is none. */
export function findAnswer(answers: readonly NestedAnswer[], [step, ...rest]: QuestionPath): NestedAnswer | undefined {
  const found = step && answers.find((answer) => isAt(answer, step));
  return found && rest.length > 0 ? findAnswer(nestedIn(found), rest) : found;
}

/**
 * The answers with another one at the end of a path; an empty one takes it away. Answers to questions that it hides go
 * with it. A path whose last step names no instance adds one to a question with several answers.
 */
export function withAnswer(
  questions: readonly SchemaClass[],
  answers: readonly NestedAnswer[],
  [step, ...rest]: QuestionPath,
  answer: Json | undefined,
): readonly NestedAnswer[] {
  const question = questions.find(({ schemaId }) => schemaId === step?.schemaId);
  if (!question || !step) {
    return answers;
  }
  const present = isNewInstance(question, step, rest) ? undefined : answers.find((one) => isAt(one, step));
  const next = rest.length === 0 ? answered(question, present, answer) : withNested(question, present, rest, answer);
  if (!next) {
    return answers.filter((one) => one !== present);
  }
  return present ? answers.map((one) => (one === present ? next : one)) : [...answers, next];
}

/** An answer with another text, without what it hides; undefined if it says nothing any more. */
export function answered(
  question: SchemaClass,
  present: NestedAnswer | undefined,
  answer: Json | undefined,
): NestedAnswer | undefined {
  if (answer === undefined || !isAnswered(answer)) {
    return undefined;
  }
  const { schemaId, tool, title, classifications: children = [] } = question;
  const hidden = new Set(children.map((child) => child.schemaId));
  for (const child of visibleQuestions(question, answer)) {
    hidden.delete(child.schemaId);
  }
  const made = present ?? { schemaId, objectId: newObjectId(), tool, title };
  return { ...made, answer, classifications: nestedIn(present).filter((nested) => !hidden.has(nested.schemaId)) };
}

function withNested(
  question: SchemaClass,
  present: NestedAnswer | undefined,
  path: QuestionPath,
  answer: Json | undefined,
): NestedAnswer | undefined {
  if (!present) {
    return undefined;
  }
  const questions = visibleQuestions(question, present.answer);
  return { ...present, classifications: withAnswer(questions, nestedIn(present), path, answer) };
}

function isNewInstance({ multiple }: SchemaClass, { objectId }: PathStep, rest: QuestionPath): boolean {
  return multiple === true && objectId === undefined && rest.length === 0;
}

function isAt({ schemaId, objectId }: NestedAnswer, step: PathStep): boolean {
  return schemaId === step.schemaId && (step.objectId === undefined || objectId === step.objectId);
}
