import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps } from '../box';
import { type PlacedShape, place } from './placedShape';
import { byHeight, byStyle } from './together';

function boxAt(key: string, [x, y, side, style]: readonly number[]): PlacedShape {
  const [left = 0, top = 0, size = 0] = [x, y, side];
  const points = Float64Array.of(left, top, left + size, top, left + size, top + size, left, top + size);
  const color = `#00000${style}`;
  return place({
    key,
    paths: [{ points, closed: true }],
    points: [],
    color,
    fill: 0.5,
    dashed: false,
    label: '',
    z: 0,
  });
}

const coordinate = fc.integer({ min: -500, max: 500 });
const side = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 900 }));
const crowd = fc
  .array(fc.tuple(coordinate, coordinate, side, fc.integer({ min: 0, max: 4 })), { maxLength: 60 })
  .map((rows) => rows.map((row, at) => boxAt(`s${at}`, row)));

test('drawn list by list, no shape comes to lie above one of another style that was above it', () => {
  fc.assert(
    fc.property(crowd, (shapes) => {
      const lists = byHeight(shapes);
      const drawn = new Map(lists.flatMap((list, at) => list.map((shape) => [shape, at] as const)));
      expect(drawn.size).toBe(shapes.length);
      for (const list of lists) expect(new Set(list.map(({ style }) => style)).size).toBe(1);
      for (const [at, upper] of shapes.entries()) {
        for (const lower of shapes.slice(0, at)) {
          if (lower.style === upper.style || !overlaps(lower, upper)) continue;
          expect(drawn.get(lower)).toBeLessThan(drawn.get(upper) ?? -1);
        }
      }
    }),
  );
});

test('shapes that do not touch share the list of their style', () => {
  const shapes = Array.from({ length: 30 }, (_, at) => boxAt(`s${at}`, [at * 100, 0, 20, at % 3]));
  expect(byHeight(shapes).map((list) => list.length)).toEqual([10, 10, 10]);
  expect(byHeight([])).toEqual([]);
});

test('without regard to height there is one list for a style', () => {
  const shapes = [0, 1, 0, 2, 1].map((style, at) => boxAt(`s${at}`, [0, 0, 10, style]));
  expect(byStyle(shapes).map((list) => list.map(({ shape }) => shape.key))).toEqual([
    ['s0', 's2'],
    ['s1', 's4'],
    ['s3'],
  ]);
});
