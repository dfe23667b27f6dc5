import { expect, test } from 'vitest';
import { box, filledTile, sampleModel, sampleStore, textOf } from '../testing/modelSamples';
import type { Refusal } from './changes';
import type { Rights } from './guards/guard';
import type { Operation } from './operations';

const remove = (key: string): Operation => ({ kind: 'remove', list: 'objects', key });
const set = (key: string, field: string, value?: string | number | boolean): Operation => {
  return { kind: 'set', list: 'objects', key, field, value };
};

test('relations go with their ends, groups lose them', () => {
  const { model } = sampleModel();
  model.commit('Delete', [remove('o0')]);
  expect(model.store.members('relations')).toEqual([{ objectId: 'r1', schemaId: 'team', group: ['o1', 'o2'] }]);
  model.commit('Delete', [remove('o1'), remove('o2')]);
  expect(model.store.members('relations')).toEqual([]);
});

test('one page of a track can go without its relations', () => {
  const store = sampleStore();
  const { model } = sampleModel(store);
  model.commit('Add', [{ kind: 'add', list: 'objects', member: box('t', { page: 0 }) }]);
  model.commit('Add', [{ kind: 'add', list: 'objects', member: box('t', { page: 5 }) }]);
  const relation = { objectId: 'r2', schemaId: 'next', from: 't', to: 'o3', direction: 'straight' };
  model.commit('Relate', [{ kind: 'add', list: 'relations', member: relation }]);
  model.commit('Delete', [remove('t@0')]);
  expect(store.get('relations', 'r2')).toBeDefined();
  model.commit('Delete', [remove('t@5')]);
  expect(store.get('relations', 'r2')).toBeUndefined();
});

test('an object that changes places keeps its relations', () => {
  const { model } = sampleModel();
  model.commit('Replace', [remove('o0'), { kind: 'add', list: 'objects', member: box('o0', { flagged: true }) }]);
  expect(model.store.members('relations')).toHaveLength(2);
});

test.each<[string, Partial<Rights>, Operation[], string]>([
  ['changing while reading', { mode: 'readonly' }, [set('o1', 'flagged', true)], 'read-only'],
  [
    'changing where reviewers only judge',
    { mode: 'review', mayEditInReview: false },
    [set('o1', 'flagged', true)],
    'read-only',
  ],
  [
    'changing without the lease',
    { frozen: 'Somebody else works on this task.' },
    [set('o1', 'flagged', true)],
    'read-only',
  ],
  ['deleting what is locked', {}, [remove('locked')], 'locked'],
  ['moving what is locked', {}, [{ kind: 'move', list: 'objects', key: 'locked' }], 'locked'],
  ['changing what is locked', {}, [set('locked', 'schemaId', 'few')], 'locked'],
  ['unlocking without the right', { mayUnlock: false }, [set('locked', 'lock')], 'locked'],
  [
    'changing a locked answer',
    {},
    [{ kind: 'set', list: 'objects', key: 'answered', field: 'classifications', value: [] }],
    'locked',
  ],
  [
    'a class that is gone',
    {},
    [{ kind: 'add', list: 'objects', member: box('n', { schemaId: 'gone' }) }],
    'unknown-class',
  ],
  [
    'a class of another list',
    {},
    [{ kind: 'add', list: 'objects', member: box('n', { schemaId: 'weather' }) }],
    'unknown-class',
  ],
  [
    'a class that takes nothing new',
    {},
    [{ kind: 'add', list: 'objects', member: box('n', { schemaId: 'old' }) }],
    'class-disabled',
  ],
  ['a class of another kind', {}, [set('o1', 'schemaId', 'lane')], 'wrong-kind'],
  [
    'a relation as a group',
    {},
    [{ kind: 'add', list: 'relations', member: { objectId: 'n', schemaId: 'team', from: 'o1', to: 'o2' } }],
    'wrong-kind',
  ],
  ['one too many', {}, [set('o1', 'schemaId', 'few')], 'too-many'],
  [
    'a coordinate that is no number',
    {},
    [{ kind: 'set', list: 'objects', key: 'o1', field: 'point', value: [1, Number.NaN] }],
    'malformed',
  ],
])('%s is refused with a reason', (_, rights, operations, code) => {
  const store = sampleStore();
  const { model } = sampleModel(store);
  const answers = [{ objectId: 'a', schemaId: 'q', answer: 'x', lock: true }];
  model.commit('Prepare', [
    { kind: 'add', list: 'objects', member: box('locked', { lock: true }) },
    { kind: 'add', list: 'objects', member: box('answered', { classifications: answers }) },
    { kind: 'add', list: 'objects', member: box('f1', { schemaId: 'few' }) },
    { kind: 'add', list: 'objects', member: box('f2', { schemaId: 'few' }) },
  ]);
  const before = textOf(store);
  model.rights = { ...model.rights, ...rights };
  const refusal = model.commit('Try', operations) as Refusal;
  expect(refusal.refused).toBe(code);
  expect(refusal.reason).toMatch(/\.$/);
  expect(textOf(store)).toBe(before);
});

test.each<[string, Partial<Rights>, Operation[]]>([
  ['a flag on what is locked', { mayUnlock: false }, [set('locked', 'flagged', true)]],
  ['locking', { mayUnlock: false }, [set('o1', 'lock', true)]],
  ['unlocking by those who may', {}, [set('locked', 'lock')]],
  ['an object without a class', {}, [{ kind: 'add', list: 'objects', member: box('n', { schemaId: '' }) }]],
  [
    'one for one where there may be no more',
    {},
    [remove('f1'), { kind: 'add', list: 'objects', member: box('f2', { schemaId: 'few' }) }],
  ],
  ['what reviewers may change', { mode: 'review' }, [remove('o1')]],
])('%s is allowed', (_, rights, operations) => {
  const store = sampleStore();
  const { model } = sampleModel(store);
  model.commit('Prepare', [
    { kind: 'add', list: 'objects', member: box('locked', { lock: true }) },
    { kind: 'add', list: 'objects', member: box('f1', { schemaId: 'few' }) },
    { kind: 'add', list: 'objects', member: box('f3', { schemaId: 'few' }) },
  ]);
  model.rights = { ...model.rights, ...rights };
  expect(model.commit('Try', operations)).not.toHaveProperty('refused');
});

test('what goes is neither selected nor hidden any more', () => {
  const { model } = sampleModel();
  model.selection.set(['o1', 'o2', 'r0']);
  model.visibility.hide(['o1']);
  model.commit('Delete', [remove('o1')]);
  expect([...model.selection.keys]).toEqual(['o2']);
  expect([...model.visibility.hiddenKeys]).toEqual([]);
});

test('paint is kept by class, not by place in the schema', () => {
  const { model } = sampleModel();
  model.commit('Paint', [{ kind: 'paint', palette: ['lock'], tiles: [filledTile(0, 0, 1)] }]);
  model.setSchema({ tools: [], classifications: [], relations: [] });
  expect(model.store.masks.palette).toEqual(['lock']);
  expect(model.schema.find('lock')).toBeUndefined();
});

test('the stored mask is part of what was opened', () => {
  const { model } = sampleModel();
  const told: string[] = [];
  model.store.subscribe(({ source, tiles }) => told.push(`${source} ${tiles.length}`));
  const stored = [
    { palette: ['road'], ...filledTile(0, 0, 1) },
    { palette: ['sky', 'lock'], ...filledTile(3, 1, 2) },
    { palette: [], x: 1, y: 1, runs: '?' },
  ];
  expect(model.openMask(undefined, stored)).toBe(1);
  expect(told).toEqual(['remote 2']);
  const opened = textOf(model.store);
  expect(opened).toContain('0,0: road 65536');
  expect(opened).toContain('3,1: lock 65536');
  model.commit('Paint', [{ kind: 'paint', palette: ['lock'], tiles: [filledTile(0, 0, 1)] }]);
  model.reset();
  expect(textOf(model.store)).toBe(opened);
});
