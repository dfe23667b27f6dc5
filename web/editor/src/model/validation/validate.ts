import type { Member } from '../answer';
import type { SchemaIndex } from '../schema/SchemaIndex';
import type { AnswerLists } from '../wire';
import { checkGeometry, type PictureSize } from './geometryRules';
import { checkNeighbours } from './neighbourRules';
import { type Problem, problemKey } from './problems';
import { checkCount, checkNested, checkQuestions, distinct } from './questionRules';

/** What an answer is measured against, besides its schema. */
export interface ValidationContext {
  /** The picture of a page; undefined while it is not known. */
  readonly pictureOf: (page: number | undefined) => PictureSize | undefined;
  /** The classes that are painted somewhere in the brush masks. */
  readonly painted: ReadonlySet<string>;
}

/** The rules of the schema that an answer breaks; docs/formats/validation-rules.md says what they mean. */
export function validate(answer: AnswerLists, schema: SchemaIndex, context: ValidationContext): Problem[] {
  const steps = validateInSteps(answer, schema, context);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      return step.value;
    }
  }
}

/** The same, to be interrupted between objects: with many that may overlap, the whole takes seconds. */
export function* validateInSteps(
  answer: AnswerLists,
  schema: SchemaIndex,
  context: ValidationContext,
): Generator<undefined, Problem[]> {
  const problems = [
    ...checkClasses(answer, 'objects', schema, context.painted),
    ...checkQuestions(schema.classesOf('classifications'), answer.classifications),
    ...checkClasses(answer, 'relations', schema, new Set()),
  ];
  for (const member of answer.objects) {
    problems.push(...checkObject(member, schema, context));
    yield;
  }
  for (const objects of pagesOf(answer.objects)) {
    for (const found of checkNeighbours(objects, schema)) {
      problems.push(...found);
      yield;
    }
  }
  return [...new Map(problems.map((problem) => [problemKey(problem), problem])).values()];
}

function checkClasses(
  answer: AnswerLists,
  list: 'objects' | 'relations',
  schema: SchemaIndex,
  painted: ReadonlySet<string>,
): Problem[] {
  const members = groupBy(answer[list], (member) => member.schemaId);
  return schema.classesOf(list).flatMap((schemaClass) => {
    const found = members.get(schemaClass.schemaId) ?? [];
    const count = Math.max(distinct(found), painted.has(schemaClass.schemaId) ? 1 : 0);
    const nested = list === 'relations' ? found.flatMap((member) => checkNested(schemaClass, member)) : [];
    return [...checkCount(schemaClass, count), ...nested];
  });
}

function checkObject(member: Member, schema: SchemaIndex, context: ValidationContext): Problem[] {
  const schemaClass = schema.classOf('objects', member);
  if (!schemaClass || member.interpolationStopped) {
    return [];
  }
  return [...checkNested(schemaClass, member), ...checkGeometry(schemaClass, member, context.pictureOf(member.page))];
}

function pagesOf(objects: readonly Member[]): Member[][] {
  return [...groupBy(objects, (member) => member.page).values()];
}

function groupBy<K>(members: readonly Member[], keyOf: (member: Member) => K): Map<K, Member[]> {
  const groups = new Map<K, Member[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(member);
  }
  return groups;
}
