import { expect, test } from 'vitest';
import { box, sampleModel } from '../../testing/modelSamples';
import type { Json } from '../answer';
import { DocumentStore } from '../DocumentStore';
import type { EditorModel } from '../EditorModel';
import type { SchemaClass } from '../schema/schemaTypes';
import { answerAt, answerOperations, type FormPlace, sharedAnswer } from './answerOperations';
import type { QuestionPath } from './nested';

const option = (value: string) => ({ value, schemaId: `o-${value}` });
const damage: SchemaClass = {
  schemaId: 'damage',
  title: 'Damage',
  tool: 'radio',
  options: [option('None'), option('Dent')],
  classifications: [
    { schemaId: 'depth', title: 'Depth', tool: 'text', parentOptionId: 'o-Dent' },
    { schemaId: 'by', title: 'Seen by', tool: 'text' },
  ],
};
const word: SchemaClass = { schemaId: 'word', title: 'Word', tool: 'text', multiple: true };
const scene: SchemaClass = { schemaId: 'scene', title: 'Scene', tool: 'text', frameSpecific: true };

function open(): { model: EditorModel; answer: (place: FormPlace, path: QuestionPath, value?: Json) => void } {
  const { model } = sampleModel(new DocumentStore({ objects: [box('a'), box('b')] }));
  model.setSchema({
    tools: [{ schemaId: 'car', title: 'Car', tool: 'bounding-box', classifications: [damage, word] }],
    classifications: [damage, word, scene],
    relations: [],
  });
  const answer = (place: FormPlace, path: QuestionPath, value?: Json) => {
    model.commit('Answer', answerOperations(model.store, model.schema, place, path, value));
  };
  return { model, answer };
}

const car: FormPlace = { list: 'objects', key: 'a' };
const task: FormPlace = { list: 'classifications' };
const at = (...schemaIds: string[]): QuestionPath => schemaIds.map((schemaId) => ({ schemaId }));

test.each([
  ['an object', car],
  ['the task', task],
])('%s keeps answers and those below them', (_, place) => {
  const { model, answer } = open();
  answer(place, at('damage'), 'o-Dent');
  answer(place, at('damage', 'depth'), 'deep');
  answer(place, at('damage', 'by'), 'Ada');
  expect(answerAt(model.store, place, at('damage', 'depth'))).toBe('deep');
  answer(place, at('damage'), 'None');
  expect(answerAt(model.store, place, at('damage', 'depth'))).toBeUndefined();
  expect(answerAt(model.store, place, at('damage', 'by'))).toBe('Ada');
  model.undo();
  expect(answerAt(model.store, place, at('damage', 'depth'))).toBe('deep');
  answer(place, at('damage', 'by'), '');
  expect(answerAt(model.store, place, at('damage', 'by'))).toBeUndefined();
  answer(place, at('damage'));
  expect(answerAt(model.store, place, at('damage'))).toBeUndefined();
});

test('answers have the form of the wire', () => {
  const { model, answer } = open();
  answer(car, at('damage'), 'o-None');
  expect(model.store.get('objects', 'a')?.classifications).toEqual([
    {
      schemaId: 'damage',
      objectId: expect.stringMatching(/^[0-9a-f]{23}$/),
      tool: 'radio',
      title: 'Damage',
      answer: 'o-None',
      classifications: [],
    },
  ]);
});

test('what is hidden or unknown cannot be answered, and what does not change is no step', () => {
  const { model, answer } = open();
  answer(car, at('damage', 'by'), 'Ada');
  answer(car, at('damage'), 'o-None');
  const steps = model.history.steps.length;
  answer(car, at('damage', 'depth'), 'deep');
  answer(car, at('gone'), 'x');
  answer(task, at('gone'), 'x');
  answer(task, at('damage', 'by'), 'Ada');
  expect(answerOperations(model.store, model.schema, car, at('damage'), 'o-None')).toEqual([]);
  expect(answerAt(model.store, car, at('damage', 'depth'))).toBeUndefined();
  expect(model.store.count('classifications')).toBe(0);
  expect(model.history.steps).toHaveLength(steps);
});

test.each([
  ['an object', car],
  ['the task', task],
])('%s has several answers to a question that takes several', (_, place) => {
  const { model, answer } = open();
  answer(place, at('word'), 'one');
  answer(place, at('word'), 'two');
  const members =
    place === car ? model.store.get('objects', 'a')?.classifications : model.store.members('classifications');
  const [first, second] = members as { objectId: string; answer: string }[];
  expect([first?.answer, second?.answer]).toEqual(['one', 'two']);
  answer(place, [{ schemaId: 'word', objectId: second?.objectId }], 'three');
  answer(place, [{ schemaId: 'word', objectId: first?.objectId }]);
  expect(answerAt(model.store, place, at('word'))).toBe('three');
});

test('a question of pages has an answer on each, under one id', () => {
  const { model, answer } = open();
  answer({ ...task, page: 0 }, at('scene'), 'Day');
  answer({ ...task, page: 3 }, at('scene'), 'Night');
  answer({ ...task, page: 3 }, at('scene'), 'Dusk');
  const [first, second] = model.store.members('classifications');
  expect([first?.page, second?.page, first?.objectId === second?.objectId]).toEqual([0, 3, true]);
  expect(answerAt(model.store, { ...task, page: 3 }, at('scene'))).toBe('Dusk');
  answer({ ...task, page: 0 }, at('scene'));
  expect(model.store.count('classifications')).toBe(1);
});

test('several objects show what they have in common', () => {
  const { model, answer } = open();
  const places: FormPlace[] = ['a', 'b'].map((key) => ({ list: 'objects', key }));
  answer(car, at('damage'), 'o-Dent');
  expect(sharedAnswer(model.store, places, at('damage'))).toEqual({ answer: 'o-Dent', isMixed: true });
  answer({ list: 'objects', key: 'b' }, at('damage'), 'o-Dent');
  expect(sharedAnswer(model.store, places, at('damage'))).toEqual({ answer: 'o-Dent', isMixed: false });
});

test('several objects are answered in one step, and typing is one too', () => {
  const { model } = open();
  const places: FormPlace[] = ['a', 'b'].map((key) => ({ list: 'objects', key }));
  model.answer(places, at('damage'), 'o-None');
  for (const text of ['A', 'Ad', 'Ada']) {
    model.answer(places, at('damage', 'by'), text);
  }
  expect(model.history.steps.map(({ label }) => label)).toEqual(['Answer "Damage"', 'Answer "Seen by"']);
  expect(sharedAnswer(model.store, places, at('damage', 'by'))).toEqual({ answer: 'Ada', isMixed: false });
  model.undo();
  expect(sharedAnswer(model.store, places, at('damage', 'by')).answer).toBeUndefined();
});
