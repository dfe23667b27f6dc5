import type { Json, Member } from '../answer';
import type { SchemaIndex } from '../schema/SchemaIndex';
import { shapeOf } from '../validation/shapes';
import { verdictOf } from '../verdict';

/** What a filter needs to know besides the members. */
export interface FilterContext {
  readonly schema: SchemaIndex;
  /** Whether an object has an open issue. */
  readonly hasIssue: (objectId: string) => boolean;
}

type Test = (member: Member, context: FilterContext) => boolean;

const term = /^(\w+)(:|<=|>=|<|>|=)(.+)$/;
const yes = new Set(['yes', 'true', 'open', '1']);

/**
 * Reads a filter such as `class:car flag:yes conf<0.5 issue:open locked:no area>2000 verdict:rejected`; all its terms must hold. A word
 * that is no term is looked for in titles and ids.
 */
export function objectFilter(text: string, context: FilterContext): (member: Member) => boolean {
  const tests = wordsOf(text).map(testOf);
  return (member) => tests.every((test) => test(member, context));
}

// Blanks belong to a word within quotes: `class:"delivery van"`.
function wordsOf(text: string): string[] {
  return (text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

function testOf(word: string): Test {
  const [, name = '', sign = '', value = ''] = term.exec(word) ?? [];
  const state = states[name];
  if (state && sign === ':') {
    return (member, context) => state(member, context) === yes.has(value.toLowerCase());
  }
  const number = numbers[name];
  if (number && sign !== ':') {
    return (member) => compare(number(member), sign, Number(value));
  }
  if (name === 'verdict' && sign === ':') {
    return (member) => (verdictOf(member) ?? 'none') === value.toLowerCase();
  }
  return name === 'class' && sign === ':' ? isOfClass(value) : contains(word);
}

const states: Readonly<Record<string, (member: Member, context: FilterContext) => boolean>> = {
  flag: (member) => member.flagged === true,
  locked: (member) => member.lock === true,
  issue: (member, context) => context.hasIssue(member.objectId),
  unknown: (member, context) => !context.schema.classOf('objects', member),
};

const numbers: Readonly<Record<string, (member: Member) => number | undefined>> = {
  conf: (member) => asNumber(member.confidence),
  area: (member) => shapeOf(member)?.area,
  page: (member) => member.page,
};

function compare(one: number | undefined, sign: string, other: number): boolean {
  if (one === undefined) {
    return false;
  }
  switch (sign) {
    case '<':
      return one < other;
    case '>':
      return one > other;
    case '<=':
      return one <= other;
    case '>=':
      return one >= other;
    default:
      return one === other;
  }
}

function isOfClass(title: string): Test {
  const wanted = title.toLowerCase();
  return (member, context) => titleOf(member, context).toLowerCase().startsWith(wanted) || member.schemaId === title;
}

function contains(word: string): Test {
  const wanted = word.toLowerCase();
  return (member, context) => `${titleOf(member, context)} ${member.objectId}`.toLowerCase().includes(wanted);
}

function titleOf(member: Member, { schema }: FilterContext): string {
  const { title } = member;
  return schema.classOf('objects', member)?.title ?? (typeof title === 'string' ? title : '');
}

function asNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
