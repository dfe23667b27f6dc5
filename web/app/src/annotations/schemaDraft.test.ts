import { expect, test } from 'vitest';
import { isSchema, newClass } from './schemaDraft';

test('a new class makes a schema that the form can show', () => {
  expect(isSchema({ tools: [newClass('polygon', 3)], classifications: [], relations: [] })).toBe(true);
});

test.each([
  null,
  [],
  { tools: [] },
  { tools: {}, classifications: [], relations: [] },
  { tools: [{ tool: 'point', schemaId: '1' }], classifications: [], relations: [] },
  {
    tools: [{ tool: 'point', title: 'a', schemaId: '1', classifications: [null] }],
    classifications: [],
    relations: [],
  },
])('%j is left to the JSON view', (value) => {
  expect(isSchema(value)).toBe(false);
});

test('ids of new classes differ', () => {
  const ids = Array.from({ length: 50 }, (_, index) => newClass('point', index).schemaId);

  expect(new Set(ids).size).toBe(50);
});
