import { expect, test } from 'vitest';
import { isRefusal } from '../changes';
import { DocumentStore } from '../DocumentStore';
import { EditorModel } from '../EditorModel';
import type { Operation } from '../operations';

const object = (objectId: string, schemaId: string) => ({ objectId, schemaId, point: [1, 1] });

const link = (objectId: string, from: string, to: string, schemaId = 'drives') => ({ objectId, schemaId, from, to });

function modelOf(relations: { objectId: string; schemaId: string; group: string[] }[] = []): EditorModel {
  const tool = (schemaId: string, kind: string) => ({ schemaId, title: schemaId, tool: kind });
  return new EditorModel({
    store: new DocumentStore({
      objects: [object('p1', 'person'), object('p2', 'person'), object('c1', 'car'), object('t1', 'tree')],
      relations,
    }),
    schema: {
      tools: [tool('person', 'point'), tool('car', 'point'), tool('tree', 'point')],
      classifications: [],
      relations: [
        { ...tool('drives', 'one-to-one'), sources: ['person'], targets: ['car'] },
        { ...tool('near', 'one-to-one') },
        { ...tool('crowd', 'group'), members: ['person'] },
      ],
    },
    rights: { mode: 'edit', mayEditInReview: true, mayUnlock: true },
  });
}

function refusalOf(model: EditorModel, ...operations: Operation[]): string | undefined {
  const result = model.commit('Relate', operations);
  return isRefusal(result) ? result.refused : undefined;
}

const adding = (member: { objectId: string; schemaId: string }): Operation => ({
  kind: 'add',
  list: 'relations',
  member,
});

test.each([
  ['the right way', link('r', 'p1', 'c1'), undefined],
  ['the wrong way', link('r', 'c1', 'p1'), 'wrong-ends'],
  ['to another class', link('r', 'p1', 't1'), 'wrong-ends'],
  ['by a class without rules', link('r', 't1', 'c1', 'near'), undefined],
  ['in a group', { objectId: 'g', schemaId: 'crowd', group: ['p1', 'p2'] }, undefined],
  ['in a group of others', { objectId: 'g', schemaId: 'crowd', group: ['p1', 'c1'] }, 'wrong-ends'],
])('objects are joined %s', (_, member, refused) => {
  expect(refusalOf(modelOf(), adding(member))).toBe(refused);
});

test('what a relation joins later keeps to the rules too', () => {
  const model = modelOf();
  model.commit('Relate', [adding(link('r', 'p1', 'c1'))]);
  const set = (field: string, value: string): Operation => ({ kind: 'set', list: 'relations', key: 'r', field, value });
  expect(refusalOf(model, set('to', 'p2'))).toBe('wrong-ends');
  expect(refusalOf(model, set('from', 'p2'))).toBeUndefined();
  expect(refusalOf(model, set('schemaId', 'near'))).toBeUndefined();
  expect(refusalOf(model, set('to', 't1'))).toBeUndefined();
  expect(refusalOf(model, set('schemaId', 'drives'))).toBe('wrong-ends');
});

test('an object that comes with its relation counts', () => {
  const add: Operation = { kind: 'add', list: 'objects', member: object('c2', 'car') };
  expect(refusalOf(modelOf(), add, adding(link('r', 'p1', 'c2')))).toBeUndefined();
  expect(refusalOf(modelOf(), { ...add, member: object('t2', 'tree') }, adding(link('r', 'p1', 't2')))).toBe(
    'wrong-ends',
  );
});

test('a group that broke the rules before loses its members one by one', () => {
  const model = modelOf([{ objectId: 'g', schemaId: 'crowd', group: ['p1', 't1', 'c1'] }]);
  expect(refusalOf(model, { kind: 'remove', list: 'objects', key: 'p1' })).toBeUndefined();
  expect(model.store.get('relations', 'g')?.group).toEqual(['t1', 'c1']);
});
