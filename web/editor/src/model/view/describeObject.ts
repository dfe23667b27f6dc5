import type { Member } from '../answer';
import type { SchemaIndex } from '../schema/SchemaIndex';
import { shapeOf } from '../validation/shapes';
import { verdictOf } from '../verdict';

/** What a list knows of an object besides itself. */
export interface DescribeContext {
  readonly schema: SchemaIndex;
  /** From 1. */
  readonly position: number;
  readonly count: number;
  readonly issues: number;
  readonly isHidden: boolean;
}

/** An object in words, as a screen reader says it: what it is, where it lies, how large it is, what is to be known. */
export function describeObject(member: Member, { schema, position, count, issues, isHidden }: DescribeContext): string {
  const schemaClass = schema.classOf('objects', member);
  const name = schemaClass ? `${schemaClass.title}, ${schemaClass.tool.replaceAll('-', ' ')}` : 'Unknown object';
  const marks = [
    member.lock === true && 'locked',
    member.flagged === true && 'flagged',
    isHidden && 'hidden',
    verdictOf(member) ?? false,
    issues > 0 && (issues === 1 ? '1 issue' : `${issues} issues`),
  ];
  return [`${name} ${position} of ${count}`, ...placeOf(member), ...marks.filter((mark) => mark !== false)].join(', ');
}

function placeOf(member: Member): string[] {
  const shape = shapeOf(member);
  if (!shape) {
    return [];
  }
  const { minX, minY } = shape.bounds;
  const place = `x ${Math.round(minX)} y ${Math.round(minY)}`;
  return shape.size ? [place, `${Math.round(shape.size.width)} by ${Math.round(shape.size.height)}`] : [place];
}
