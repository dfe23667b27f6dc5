import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchOf, box, filledTile, operationOf, sampleStore, textOf, wish } from '../testing/modelSamples';
import { type ChangeSet, isRefusal } from './changes';
import { DocumentStore } from './DocumentStore';

function applied(store: DocumentStore, ...operations: Parameters<typeof batchOf>[0]): ChangeSet {
  const change = store.apply(batchOf(operations));
  if (isRefusal(change)) {
    throw new Error(change.reason);
  }
  return change;
}

test('a change set tells what changed and nothing else', () => {
  const store = sampleStore();
  const change = applied(
    store,
    { kind: 'add', list: 'objects', member: box('new'), before: 'o1' },
    { kind: 'set', list: 'objects', key: 'o3', field: 'lock', value: true },
    { kind: 'remove', list: 'objects', key: 'o4' },
    { kind: 'move', list: 'objects', key: 'o5', before: 'o0' },
  );
  expect(change.objects).toEqual({
    added: ['new'],
    changed: ['o3'],
    removed: ['o4'],
    moved: ['o5'],
    renumbered: false,
  });
  expect(change.relations).toEqual({ added: [], changed: [], removed: [], moved: [], renumbered: false });
  expect(store.members('objects').map((member) => member.objectId)).toEqual(['o5', 'o0', 'new', 'o1', 'o2', 'o3']);
});

test('what is added and removed in one batch did not change', () => {
  const change = applied(
    sampleStore(),
    { kind: 'add', list: 'objects', member: box('new') },
    { kind: 'remove', list: 'objects', key: 'new' },
  );
  expect(change.objects).toMatchObject({ added: [], changed: [], removed: [] });
});

test('a batch that does not fit as a whole changes nothing and tells nobody', () => {
  const store = sampleStore();
  const before = textOf(store);
  let told = 0;
  store.subscribe(() => told++);
  const refusal = store.apply(
    batchOf([
      { kind: 'remove', list: 'objects', key: 'o0' },
      { kind: 'paint', palette: ['road'], tiles: [filledTile(0, 0, 1)] },
      { kind: 'set', list: 'objects', key: 'gone', field: 'lock', value: true },
    ]),
  );
  expect(refusal).toEqual({ refused: 'missing', reason: 'It is no longer there.', key: 'gone' });
  expect(textOf(store)).toBe(before);
  expect(told).toBe(0);
});

test.each([
  ['a member that is there', { kind: 'add', list: 'objects', member: box('o1') }, 'duplicate'],
  ['an identity', { kind: 'set', list: 'objects', key: 'o1', field: 'objectId', value: 'x' }, 'malformed'],
  ['tiles that cannot be read', { kind: 'paint', palette: ['road'], tiles: [{ x: 0, y: 0, runs: '!' }] }, 'malformed'],
  ['a label without a class', { kind: 'paint', palette: [], tiles: [filledTile(0, 0, 1)] }, 'malformed'],
  ['a place that is gone', { kind: 'move', list: 'objects', key: 'o1', before: 'gone' }, 'missing'],
] as const)('%s is refused', (_, operation, code) => {
  expect(sampleStore().apply(batchOf([operation]))).toMatchObject({ refused: code });
});

test('undoing any batch gives the document back to the byte', () => {
  fc.assert(
    fc.property(fc.array(fc.array(wish, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), (gestures) => {
      const store = sampleStore();
      const texts = [textOf(store)];
      const changes = gestures.map((wishes) => {
        const single = wishes.flatMap((wished) => operationOf(store, wished) ?? []).slice(0, 1);
        const change = applied(store, ...single);
        texts.push(textOf(store));
        return change;
      });
      for (const change of changes.reverse()) {
        texts.pop();
        applied(store, ...change.inverse);
        expect(textOf(store)).toBe(texts.at(-1));
      }
    }),
    { numRuns: 60 },
  );
});

test('order numbers follow the order, also after many insertions at one place', () => {
  const store = sampleStore();
  let renumbered = 0;
  for (let n = 0; n < 200; n++) {
    const change = applied(store, { kind: 'add', list: 'objects', member: box(`n${n}`), before: 'o3' });
    renumbered += change.objects.renumbered ? 1 : 0;
  }
  const orders = store.members('objects').map((member) => store.orderOf('objects', member.objectId));
  expect(orders).toEqual([...orders].sort((a, b) => a - b));
  expect(new Set(orders).size).toBe(206);
  expect(renumbered).toBeGreaterThan(0);
});

test('changes from elsewhere are told at once', () => {
  const store = sampleStore();
  const told: ChangeSet[] = [];
  store.subscribe((change) => told.push(change));
  store.applyRemote({ id: 'r', at: 1, label: 'Changes of others', origin: 'plugin' }, () => {
    applied(store, { kind: 'remove', list: 'objects', key: 'o0' });
    applied(store, { kind: 'set', list: 'objects', key: 'o1', field: 'lock', value: true });
  });
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ source: 'remote', objects: { removed: ['o0'], changed: ['o1'] } });
  expect(told[0]?.batch.operations).toHaveLength(2);
});

test('painting keeps what each label means', () => {
  const store = new DocumentStore();
  applied(store, { kind: 'paint', palette: ['road'], tiles: [filledTile(0, 0, 1)] });
  const change = applied(store, {
    kind: 'paint',
    palette: ['sky', 'road'],
    tiles: [filledTile(1, 0, 1), filledTile(2, 0, 2)],
  });
  const classAt = (x: number) => store.masks.palette[(store.masks.tile({ x, y: 0 })?.[0] ?? 0) - 1];
  expect([0, 1, 2].map(classAt)).toEqual(['road', 'sky', 'road']);
  expect(change.tiles).toEqual([
    { x: 1, y: 0 },
    { x: 2, y: 0 },
  ]);
});

test('changing one of many costs no more than changing one of few', () => {
  const timeOf = (store: DocumentStore) => {
    const start = performance.now();
    for (let n = 0; n < 500; n++) {
      applied(store, { kind: 'set', list: 'objects', key: `o${n % 100}`, field: 'lock', value: n });
      applied(store, { kind: 'move', list: 'objects', key: `o${n % 100}` });
    }
    return performance.now() - start;
  };
  const storeOf = (count: number) =>
    new DocumentStore({ objects: Array.from({ length: count }, (_, n) => box(`o${n}`)) });
  const [few, many] = [storeOf(100), storeOf(100_000)];
  // The best of several rounds: other programs may take the processor away in any of them.
  const times = Array.from({ length: 8 }, () => [timeOf(few), timeOf(many)] as const);
  expect(Math.min(...times.map(([, time]) => time))).toBeLessThan(20 * Math.min(...times.map(([time]) => time)));
});
