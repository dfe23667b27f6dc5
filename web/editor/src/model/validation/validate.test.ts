import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SchemaIndex } from '../schema/SchemaIndex';
import { readAnswer } from '../wire';
import type { Problem } from './problems';
import { validate } from './validate';

// The server's tests read the same files.
const folder = new URL('../../../../../tests/fixtures/validation/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith('.json'));

test.each(fixtures)('%s has the problems that it says', (name) => {
  const { schema, answer, image, painted = [], problems } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const found = validate(readAnswer(answer), new SchemaIndex(schema), {
    pictureOf: () => image ?? undefined,
    painted: new Set(painted),
  });
  expect(found.map(describe).sort()).toEqual((problems as Problem[]).map(describe).sort());
  expect(found.every(({ message }) => message.endsWith('.'))).toBe(true);
});

function describe({ code, schemaId, objectId, page }: Problem): string {
  return `${code} ${schemaId} ${objectId ?? '-'} ${page ?? '-'}`;
}
