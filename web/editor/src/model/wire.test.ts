import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchOf, box } from '../testing/modelSamples';
import type { Json } from './answer';
import { DocumentStore } from './DocumentStore';
import { answerText, readAnswer, writeAnswer } from './wire';

const known = JSON.stringify({
  tools: [
    box('a', { page: 0, unknown: { deep: [1.5, null, 'x\u0085y'] } }),
    box('a', { page: 1, polygonHoles: [[[1, 2]]] }),
    { ...box('b'), schemaId: 'a class that is gone' },
  ],
  classifications: [
    { objectId: 'c', schemaId: 'weather', tool: 'radio', title: 'Weather', answer: 'Sun', classifications: [] },
  ],
  relations: [{ objectId: 'r', schemaId: 'next', from: 'a', to: 'b', direction: 'straight' }],
  extra: { kept: true },
});

function reopened(text: string): string {
  const wire: Json = JSON.parse(text);
  return answerText(writeAnswer(new DocumentStore(readAnswer(wire)), wire));
}

test('an answer in which nothing changed is written as it was read', () => {
  const text = known.replace('\u0085', '\\u0085');
  expect(reopened(text)).toBe(text);
});

test('an answer with objects under their other name keeps it', () => {
  const text = known.replace('"tools":', '"objects":').replace('\u0085', '\\u0085');
  expect(reopened(text)).toBe(text);
});

test('fields of any kind survive', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).map((name) => `_${name}`),
        fc.jsonValue(),
      ),
      (fields) => {
        const text = answerText({
          tools: [{ objectId: 'a', schemaId: 'car', ...fields } as Json],
          classifications: [],
          relations: [],
        });
        expect(reopened(text)).toBe(text);
      },
    ),
  );
});

test('changed members alone are written differently', () => {
  const wire: Json = JSON.parse(known);
  const store = new DocumentStore(readAnswer(wire));
  store.apply(batchOf([{ kind: 'set', list: 'objects', key: 'b', field: 'flagged', value: true }]));
  const written = JSON.parse(answerText(writeAnswer(store, wire)));
  expect(written).toEqual({
    ...JSON.parse(known),
    tools: JSON.parse(known).tools.with(2, { ...JSON.parse(known).tools[2], flagged: true }),
  });
});

test('an answer without lists, or of broken ones, opens with what can be read', () => {
  expect(readAnswer(null)).toEqual({ objects: [], classifications: [], relations: [], notes: [] });
  const broken = readAnswer({
    tools: [null, { 'bounding-box': {} }, box('a') as Json, box('a') as Json],
    relations: 7,
  });
  expect(broken.objects).toHaveLength(3);
  expect(new Set(broken.objects.map((member) => member.objectId)).size).toBe(3);
  expect(broken.notes).toHaveLength(3);
});

test('a hundred thousand objects open', () => {
  const tools = Array.from({ length: 100_000 }, (_, n) => box(`o${n}`) as Json);
  const store = new DocumentStore(readAnswer({ tools, classifications: [], relations: [] }));
  expect(store.count('objects')).toBe(100_000);
  expect(store.members('objects').at(-1)?.objectId).toBe('o99999');
});
