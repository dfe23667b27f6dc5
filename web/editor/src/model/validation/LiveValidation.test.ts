import { expect, test } from 'vitest';
import { ManualTimers } from '../../testing/ManualTimers';
import { batchOf, box, filledTile, sampleModel } from '../../testing/modelSamples';
import { LiveValidation } from './LiveValidation';

const schema = {
  tools: [
    { schemaId: 'car', title: 'Car', tool: 'bounding-box', minWidth: 10, noOverlapWith: ['car'] },
    { schemaId: 'road', title: 'Road', tool: 'brush', required: true },
  ],
  classifications: [],
  relations: [],
};

function live(count: number) {
  const { model } = sampleModel();
  model.setSchema(schema);
  const kept = model.store.members('objects').map(({ objectId }) => objectId);
  model.store.apply(batchOf(kept.map((key) => ({ kind: 'remove', list: 'objects', key }))));
  const members = Array.from({ length: count }, (_, n) => {
    return box(`n${n}`, { 'bounding-box': { x: 20 * n, y: 0, width: 20, height: 20 } });
  });
  model.store.apply(batchOf(members.map((member) => ({ kind: 'add', list: 'objects', member }))));
  const timers = new ManualTimers();
  const validation = new LiveValidation(model, () => ({ width: 100_000, height: 100 }), timers);
  return { model, timers, validation };
}

test('problems come and go with the changes, after a pause', () => {
  const { model, timers, validation } = live(3);
  let told = 0;
  validation.subscribe(() => told++);
  timers.advance(0);
  expect(validation.problems.map(({ code }) => code)).toEqual(['required']);
  model.commit('Paint', [{ kind: 'paint', palette: ['road'], tiles: [filledTile(0, 0, 1)] }]);
  const narrow = { x: 15, y: 0, width: 8, height: 20 };
  model.commit('Shrink', [{ kind: 'set', list: 'objects', key: 'n1', field: 'bounding-box', value: narrow }]);
  timers.advance(499);
  expect(told).toBe(1);
  timers.advance(1);
  expect(told).toBe(2);
  expect(validation.problemsOf('n1').map(({ code }) => code)).toEqual(['minWidth', 'noOverlapWith']);
  model.undo();
  expect(validation.finish()).toEqual([]);
  validation.stop();
});

test('much is checked in slices, a change starts it anew', () => {
  const { model, timers, validation } = live(300);
  // Every look at the clock takes a millisecond.
  const { now } = timers;
  let looks = 0;
  timers.now = () => now.call(timers) + looks++;
  timers.advance(0);
  const before = validation.problems;
  model.commit('Move', [
    { kind: 'set', list: 'objects', key: 'n1', field: 'bounding-box', value: { x: 0, y: 0, width: 20, height: 20 } },
  ]);
  timers.advance(600);
  expect(before).not.toBe(validation.problems);
  expect(validation.problems.map(({ objectId = '', code }) => `${objectId} ${code}`)).toEqual([
    ' required',
    'n1 noOverlapWith',
  ]);
  expect(looks).toBeGreaterThan(300);
});
