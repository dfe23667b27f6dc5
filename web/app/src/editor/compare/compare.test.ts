import { type Difference, type Member, SchemaIndex } from '@limn/editor';
import { expect, test } from 'vitest';
import { describeDifference } from './describeDifference';

const schema = new SchemaIndex({
  tools: [{ tool: 'bounding-box', title: 'Car', schemaId: 'car' }],
  classifications: [],
  relations: [],
});
const car: Member = { objectId: 'abcdef', schemaId: 'car' };
const difference = (more: Partial<Difference>): Difference => {
  return { list: 'objects', key: 'abcdef', kind: 'changed', fields: [], after: car, ...more };
};

test('a difference is told in words', () => {
  const told = (more: Partial<Difference>) => describeDifference(difference(more), schema);
  expect(told({ fields: ['bounding-box', 'schemaId', 'title'] })).toEqual({ title: 'Car abc', detail: 'shape, class' });
  expect(told({ kind: 'removed', before: car, after: undefined })).toEqual({ title: 'Car abc', detail: 'removed' });
  expect(told({ after: { ...car, schemaId: 'gone' } }).title).toBe('Unknown abc');
});
