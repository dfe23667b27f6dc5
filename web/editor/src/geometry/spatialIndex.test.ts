import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bounds, overlap } from './bounds';
import { SpatialIndex } from './spatialIndex';

const anyBounds: fc.Arbitrary<Bounds> = fc
  .tuple(fc.nat(500), fc.nat(500), fc.nat(40), fc.nat(40))
  .map(([minX, minY, width, height]) => ({ minX, minY, maxX: minX + width, maxY: minY + height }));

test('finds what a scan over everything finds, after any changes', () => {
  const change = fc.record({ key: fc.nat(30), bounds: fc.option(anyBounds) });
  fc.assert(
    fc.property(fc.array(anyBounds, { maxLength: 30 }), fc.array(change), anyBounds, (loaded, changes, where) => {
      const index = new SpatialIndex<number>();
      const all = new Map(loaded.entries());
      index.load(all);
      for (const { key, bounds } of changes) {
        if (bounds) {
          index.put(key, bounds);
          all.set(key, bounds);
        } else {
          index.remove(key);
          all.delete(key);
        }
      }
      const expected = [...all].filter(([, bounds]) => overlap(bounds, where)).map(([key]) => key);
      expect(index.search(where).sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
      expect(index.size).toBe(all.size);
      for (const [key, bounds] of all) expect(index.boundsOf(key)).toMatchObject(bounds);
    }),
  );
});

test('one change among a hundred thousand costs no more than among a thousand', () => {
  const indexOf = (count: number): SpatialIndex<number> => {
    const index = new SpatialIndex<number>();
    index.load(Array.from({ length: count }, (_, at) => [at, boxAt(at)] as const));
    return index;
  };
  const round = (index: SpatialIndex<number>): number => {
    const started = performance.now();
    for (let step = 0; step < 50; step++) {
      index.put(step, boxAt(step * 7));
      index.search(boxAt(step * 3));
    }
    return performance.now() - started;
  };
  // The best of many short rounds, so that a busy machine does not decide; a scan would cost a hundred times as much.
  const [few, many] = [indexOf(1000), indexOf(100_000)];
  const rounds = Array.from({ length: 60 }, () => [round(few), round(many)] as const);
  const best = (which: 0 | 1): number => Math.min(...rounds.map((times) => times[which]));
  expect(best(1)).toBeLessThan(25 * best(0) + 0.1);
});

const boxAt = (place: number): Bounds => {
  const [x, y] = [(place % 1000) * 10, Math.floor(place / 1000) * 10];
  return { minX: x, minY: y, maxX: x + 8, maxY: y + 8 };
};
