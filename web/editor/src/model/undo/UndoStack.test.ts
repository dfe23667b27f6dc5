import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  batchOf,
  box,
  filledTile,
  operationOf,
  sampleModel,
  sampleStore,
  textOf,
  wish,
} from '../../testing/modelSamples';
import { encodeRuns, tilePixels } from '../brush/runs';
import type { EditorModel } from '../EditorModel';
import type { Operation } from '../operations';
import { Selection } from '../Selection';
import { UndoStack } from './UndoStack';

const set = (key: string, field: string, value?: string | number): Operation => ({
  kind: 'set',
  list: 'objects',
  key,
  field,
  value,
});

function remotely(model: EditorModel, ...operations: Operation[]): void {
  model.store.applyRemote({ id: 'r', at: 0, label: 'Changes of others', origin: 'human' }, () => {
    model.store.apply(batchOf(operations));
  });
}

test('undoing everything and doing it again leads back and forth to the byte', () => {
  fc.assert(
    fc.property(fc.array(fc.array(wish, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), (gestures) => {
      const { model } = sampleModel();
      const texts = [textOf(model.store)];
      for (const wished of gestures.flat()) {
        const operation = operationOf(model.store, wished);
        const change = operation && model.commit('Change', [operation], { origin: 'restore' });
        if (change && !('refused' in change)) {
          texts.push(textOf(model.store));
        }
      }
      for (const text of texts.slice(0, -1).reverse()) {
        expect(model.history.undo()).toMatchObject({ skipped: 0 });
        expect(textOf(model.store)).toBe(text);
      }
      expect(model.history.undo()).toBeUndefined();
      for (const text of texts.slice(1)) {
        expect(model.history.redo()).toMatchObject({ skipped: 0 });
        expect(textOf(model.store)).toBe(text);
      }
      expect(model.history.redo()).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

test('one gesture is one step, a pause ends it', () => {
  const { model, clock } = sampleModel();
  for (const [value, at] of [
    ['a', 0],
    ['ab', 900],
    ['abc', 1_800],
    ['abcd', 2_801],
  ] as const) {
    clock.now = at;
    model.commit('Type', [set('o1', 'note', value)], { gesture: 'note o1' });
  }
  expect(model.history.steps).toHaveLength(2);
  model.history.undo();
  expect(model.store.get('objects', 'o1')?.note).toBe('abc');
  model.history.undo();
  expect(model.store.get('objects', 'o1')).not.toHaveProperty('note');
  model.history.redo();
  expect(model.store.get('objects', 'o1')?.note).toBe('abc');
});

test('leaving a field ends its gesture', () => {
  const { model } = sampleModel();
  model.commit('Type', [set('o1', 'note', 'a')], { gesture: 'note' });
  model.history.endGesture();
  model.commit('Type', [set('o1', 'note', 'b')], { gesture: 'note' });
  expect(model.history.steps).toHaveLength(2);
});

test('a new change forgets what could be done again', () => {
  const { model } = sampleModel();
  model.commit('Change', [set('o1', 'note', 'a')]);
  model.history.undo();
  model.commit('Change', [set('o1', 'note', 'b')]);
  expect(model.history.undoneSteps).toEqual([]);
});

test('the selection comes back with the step', () => {
  const { model } = sampleModel();
  model.selection.set(['o1', 'o2']);
  model.commit('Delete', [
    { kind: 'remove', list: 'objects', key: 'o1' },
    { kind: 'remove', list: 'objects', key: 'o2' },
  ]);
  model.selection.set(['o3']);
  model.history.undo();
  expect([...model.selection.keys]).toEqual(['o1', 'o2']);
  model.history.redo();
  expect([...model.selection.keys]).toEqual(['o3']);
});

test.each<[string, Operation, Operation]>([
  ['whose object is gone', set('o1', 'note', 'mine'), { kind: 'remove', list: 'objects', key: 'o1' }],
  ['whose field others wrote', set('o1', 'note', 'mine'), set('o1', 'note', 'theirs')],
  [
    'that others took back',
    { kind: 'add', list: 'objects', member: box('n') },
    { kind: 'remove', list: 'objects', key: 'n' },
  ],
  [
    'of an object that came back',
    { kind: 'remove', list: 'objects', key: 'o5' },
    { kind: 'add', list: 'objects', member: box('o5') },
  ],
])('a step %s is left out with a note', (_, mine, theirs) => {
  const { model } = sampleModel();
  model.commit('Mine', [mine]);
  remotely(model, theirs);
  const before = textOf(model.store);
  expect(model.history.undo()).toEqual({ label: 'Mine', skipped: 1 });
  expect(textOf(model.store)).toBe(before);
  expect(model.history.undo()).toBeUndefined();
});

test('what others did to other things stays', () => {
  const { model } = sampleModel();
  model.commit('Mine', [set('o1', 'note', 'mine'), { kind: 'remove', list: 'objects', key: 'o3' }]);
  remotely(model, set('o1', 'lock', 'theirs'), { kind: 'remove', list: 'objects', key: 'o4' });
  expect(model.history.undo()).toEqual({ label: 'Mine', skipped: 0 });
  expect(model.store.get('objects', 'o1')).toEqual(box('o1', { lock: 'theirs' }));
  expect(model.store.members('objects').map(({ objectId }) => objectId)).toEqual(['o0', 'o1', 'o2', 'o5', 'o3']);
});

test('pixels that others painted since stay', () => {
  const { model } = sampleModel();
  const half = new Uint16Array(tilePixels).fill(1, 0, tilePixels / 2);
  model.commit('Mine', [{ kind: 'paint', palette: ['lock'], tiles: [filledTile(0, 0, 1)] }]);
  remotely(model, {
    kind: 'paint',
    palette: ['lock', 'sky'],
    tiles: [{ x: 0, y: 0, runs: encodeRuns(half.map((label) => 2 - label)) }],
  });
  model.history.undo();
  const tile = model.store.masks.tile({ x: 0, y: 0 });
  expect([tile?.[0], tile?.[tilePixels - 1]]).toEqual([0, 2]);
});

test('old steps go when they take too much', () => {
  const store = sampleStore();
  const commit = () => {
    throw new Error('not called');
  };
  const undo = new UndoStack({ store, selection: new Selection(), commit, budget: 1_000, kept: 3 });
  store.subscribe((change) => undo.record(change));
  for (let n = 0; n < 10; n++) {
    store.apply(batchOf([set('o1', 'note', `${n}`.repeat(200))], { label: `${n}` }));
  }
  expect(undo.steps.map(({ label }) => label)).toEqual(['7', '8', '9']);
});

test('a refused undo stays to be done', () => {
  const { model } = sampleModel();
  model.commit('Mine', [set('o1', 'note', 'mine')]);
  model.rights = { ...model.rights, mode: 'readonly' };
  expect(model.history.undo()).toMatchObject({ refused: 'read-only' });
  model.rights = { ...model.rights, mode: 'edit' };
  expect(model.history.undo()).toMatchObject({ skipped: 0 });
});

test('the model tells what undo could not do', () => {
  const notices: string[] = [];
  const { model } = sampleModel(sampleStore(), (text) => notices.push(text));
  expect(model.undo()).toBe(false);
  model.commit('Delete', [{ kind: 'remove', list: 'objects', key: 'o5' }]);
  remotely(model, { kind: 'add', list: 'objects', member: box('o5') });
  expect(model.undo()).toBe(true);
  expect(notices).toEqual(['Not all of "Delete" was taken back or done again: others changed it since.']);
  model.commit('Flag', [set('o1', 'note', 'x')]);
  model.rights = { ...model.rights, frozen: 'Somebody else works on this task.' };
  expect(model.undo()).toBe(false);
  expect(notices[1]).toBe('Somebody else works on this task.');
});

test('a reset is one step that can be taken back', () => {
  const { model } = sampleModel();
  model.commit('Mine', [set('o1', 'note', 'mine'), { kind: 'remove', list: 'objects', key: 'o0' }]);
  model.commit('Paint', [{ kind: 'paint', palette: ['lock'], tiles: [filledTile(0, 0, 1)] }]);
  const changed = textOf(model.store);
  model.reset();
  expect(textOf(model.store)).toBe(textOf(sampleStore()));
  model.undo();
  expect(textOf(model.store)).toBe(changed);
});

test('one can go to the state after any step', () => {
  const { model } = sampleModel();
  const values = ['a', 'b', 'c', 'd'];
  for (const value of values) {
    model.commit('Note', [set('o1', 'note', value)]);
  }
  for (const steps of [1, 4, 2, 0, 3]) {
    model.goTo(steps);
    expect(model.store.get('objects', 'o1')?.note).toBe(values[steps - 1]);
    expect(model.history.steps).toHaveLength(steps);
  }
  model.goTo(9);
  expect(model.history.steps).toHaveLength(4);
});

test('what was done before a fence stays, and what came after it is forgotten when it opens', () => {
  const { model } = sampleModel();
  const flag = (key: string) =>
    model.commit('Flag', [{ kind: 'set', list: 'objects', key, field: 'flagged', value: true }]);
  flag('o0');
  model.history.fence();
  flag('o1');
  expect([model.undo(), model.undo()]).toEqual([true, false]);
  expect(model.store.get('objects', 'o0')?.flagged).toBe(true);
  model.history.openFence();
  expect(model.redo()).toBe(false);
  expect(model.undo()).toBe(true);
  expect(model.store.get('objects', 'o0')?.flagged).toBeUndefined();
});
