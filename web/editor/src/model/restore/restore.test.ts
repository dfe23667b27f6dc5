import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filledTile, operationOf, sampleModel, textOf, wish } from '../../testing/modelSamples';
import { increasingRun } from './increasingRun';
import { operationsTo } from './operationsTo';
import { snapshotOf } from './snapshot';

test('a document goes back to what it was in one step, which can be undone', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 4 }), fc.array(wish, { maxLength: 10 }), (before, after) => {
      const { model } = sampleModel();
      const change = (wished: (typeof before)[number]) => {
        const operation = operationOf(model.store, wished);
        model.commit('Change', operation ? [operation] : [], { origin: 'restore' });
      };
      before.forEach(change);
      const [snapshot, opened] = [snapshotOf(model.store), semantic(textOf(model.store))];
      after.forEach(change);
      const changed = textOf(model.store);
      const operations = operationsTo(model.store, snapshot);
      model.commit('Reset', operations, { origin: 'restore' });
      expect(semantic(textOf(model.store))).toEqual(opened);
      expect(operationsTo(model.store, snapshot)).toEqual([]);
      if (operations.length > 0) {
        model.undo();
        expect(textOf(model.store)).toBe(changed);
      }
    }),
    { numRuns: 100 },
  );
});

test('only what changed is done, and as little is moved as can be', () => {
  const { model } = sampleModel();
  model.commit('Paint', [{ kind: 'paint', palette: ['lock'], tiles: [filledTile(0, 0, 1), filledTile(1, 0, 1)] }]);
  const snapshot = snapshotOf(model.store);
  model.commit('Change', [
    { kind: 'move', list: 'objects', key: 'o0' },
    { kind: 'set', list: 'objects', key: 'o2', field: 'flagged', value: true },
    { kind: 'paint', palette: ['lock'], tiles: [filledTile(1, 0, 0), filledTile(2, 3, 1)] },
  ]);
  expect(operationsTo(model.store, snapshot)).toMatchObject([
    { kind: 'set', key: 'o2', field: 'flagged', value: undefined },
    { kind: 'move', key: 'o0', before: 'o1' },
    {
      kind: 'paint',
      tiles: [
        { x: 1, y: 0 },
        { x: 2, y: 3 },
      ],
    },
  ]);
});

test('the longest run that grows is kept', () => {
  expect([...increasingRun([5, 1, 2, 9, 3, 4], (number) => number)].reverse()).toEqual([1, 2, 3, 4]);
  expect([...increasingRun([], Number)]).toEqual([]);
});

/** The order of fields of a member says nothing. */
function semantic(text: string): unknown {
  return JSON.parse(text);
}
