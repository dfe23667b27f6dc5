import type { Json, Member } from '../answer';
import { isAnswered, visibleQuestions } from '../schema/options';
import type { SchemaClass } from '../schema/schemaTypes';
import type { Problem } from './problems';

/** An answer to a question, in the list of an answer or nested in another member. */
interface Answer {
  readonly objectId?: string;
  readonly schemaId: string;
  readonly page?: number;
  readonly answer?: Json;
  readonly classifications?: readonly Answer[];
  readonly interpolationStopped?: boolean;
}

type Place = Pick<Problem, 'objectId' | 'page'>;

/** The rules of questions that are to be answered at one place, and of those below them. */
export function checkQuestions(
  questions: readonly SchemaClass[],
  answers: readonly Answer[],
  place?: Place,
): Problem[] {
  return questions.flatMap((question) => {
    const given = answers.filter(({ schemaId, answer }) => schemaId === question.schemaId && isAnswered(answer));
    return [
      ...checkCount(question, distinct(given), place),
      ...given.flatMap((one) => checkAnswer(question, one, place)),
    ];
  });
}

/** The questions within a member, whose class puts them there. */
export function checkNested(schemaClass: SchemaClass, member: Member): Problem[] {
  const questions = schemaClass.classifications ?? [];
  return questions.length === 0 ? [] : checkQuestions(questions, nestedIn(member), placeOf(member));
}

/** Whether there are as many of a class as it wants. */
export function checkCount(schemaClass: SchemaClass, count: number, place: Place = {}): Problem[] {
  const { schemaId, title, required, minCount = 0, maxCount = Number.POSITIVE_INFINITY } = schemaClass;
  const problems: Problem[] = [];
  if (required && count === 0) {
    problems.push({ code: 'required', schemaId, ...place, message: `"${title}" is required.` });
  }
  if (count < minCount) {
    problems.push({
      code: 'minCount',
      schemaId,
      ...place,
      message: `At least ${minCount} "${title}" are needed, there are ${count}.`,
    });
  }
  if (count > maxCount) {
    problems.push({
      code: 'maxCount',
      schemaId,
      ...place,
      message: `At most ${maxCount} "${title}" are allowed, there are ${count}.`,
    });
  }
  return problems;
}

/** How many ids there are: the frames of one track are one. */
export function distinct(members: readonly { readonly objectId?: string }[]): number {
  return new Set(members.map((member) => member.objectId ?? member)).size;
}

/** The id, and the page if it has one, of a member. */
export function placeOf({ objectId, page }: Member | Answer): Place {
  return page === undefined ? { objectId } : { objectId, page };
}

function checkAnswer(question: SchemaClass, given: Answer, place: Place | undefined): Problem[] {
  if (given.interpolationStopped) {
    return [];
  }
  const here = place ?? placeOf(given);
  const below = checkQuestions(visibleQuestions(question, given.answer), given.classifications ?? [], here);
  if (matches(question, given.answer)) {
    return below;
  }
  const message = `The answer to "${question.title}" has not the form that is asked for.`;
  return [{ code: 'regex', schemaId: question.schemaId, ...here, message }, ...below];
}

function matches({ tool, regex }: SchemaClass, answer: Json | undefined): boolean {
  if (tool !== 'text' || !regex || typeof answer !== 'string') {
    return true;
  }
  try {
    return new RegExp(regex).test(answer);
  } catch {
    // A pattern of another dialect is the server's to judge.
    return true;
  }
}

function nestedIn(member: Member): readonly Answer[] {
  return Array.isArray(member.classifications) ? (member.classifications as unknown as readonly Answer[]) : [];
}
