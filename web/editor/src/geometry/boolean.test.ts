import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPoint, anyStar } from '../testing/anyGeometry';
import { type Area, excluded, intersected, subtracted, united } from './boolean';
import { areaOfZone } from './measure';
import type { Point } from './point';
import { nearestOnLine, type OnLine, signedArea } from './ring';
import { borderBetween, lesserOf, redrawn } from './sharedBorder';
import { sliced } from './slice';

const areaOf = (area: Area): number => area.reduce((sum, zone) => sum + areaOfZone(zone), 0);
const square = (x: number, y: number, size: number): Point[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];
const areaFrom = (region: Point[]): Area => [{ region, holes: [] }];
const close = (is: number, should: number) => expect(Math.abs(is - should)).toBeLessThan(1e-3 + 1e-6 * should);

test('the parts of two areas add up', () => {
  fc.assert(
    fc.property(anyStar, anyStar, (a, b) => {
      const [one, two] = [areaFrom(a), areaFrom(b)];
      const both = areaOf(intersected(one, two));
      close(areaOf(united(one, two)), areaOf(one) + areaOf(two) - both);
      close(areaOf(subtracted(one, two)), areaOf(one) - both);
      close(areaOf(excluded(one, two)), areaOf(one) + areaOf(two) - 2 * both);
    }),
  );
});

test('slicing loses no area', () => {
  fc.assert(
    fc.property(anyStar, fc.array(anyPoint, { minLength: 2, maxLength: 4 }), (ring, knife) => {
      close(areaOf(sliced(areaFrom(ring), knife)), Math.abs(signedArea(ring)));
    }),
  );
});

test('a line across a square makes two halves, and one beside it none', () => {
  const area = areaFrom(square(0, 0, 10));
  const halves = sliced(area, [
    [5, -5],
    [5, 15],
  ]);
  expect(halves.map(areaOfZone)).toEqual([50, 50]);
  expect(
    sliced(area, [
      [20, 0],
      [20, 10],
    ]),
  ).toHaveLength(1);
});

test('a knife with a corner cuts out that corner', () => {
  const pieces = sliced(areaFrom(square(0, 0, 10)), [
    [-1, 5],
    [5, 5],
    [5, -1],
  ]);
  expect(pieces.map(areaOfZone).sort((a, b) => a - b)).toEqual([25, 75]);
});

test('a ring drawn inside makes a hole, one across the border a cut', () => {
  const area = areaFrom(square(0, 0, 10));
  expect(subtracted(area, areaFrom(square(2, 2, 3)))).toMatchObject([{ holes: [expect.anything()] }]);
  expect(subtracted(area, areaFrom(square(8, 8, 5)))).toMatchObject([{ holes: [] }]);
});

test('subtracting from nothing and with nothing', () => {
  const area = areaFrom(square(0, 0, 10));
  expect(subtracted([], area)).toEqual([]);
  expect(areaOf(subtracted(area, []))).toBe(100);
  expect(intersected(area, [])).toEqual([]);
  expect(areaOf(united([], area))).toBe(100);
});

const on = (ring: Point[], point: Point): OnLine => nearestOnLine(ring, true, point) as OnLine;

test('the border of a neighbour is copied by the shorter way', () => {
  const ring = square(0, 0, 10);
  const [from, to] = [on(ring, [2, 0]), on(ring, [10, 3])];
  expect(borderBetween(ring, from, to)).toEqual([
    [2, 0],
    [10, 0],
    [10, 3],
  ]);
  expect(borderBetween(ring, to, from)).toEqual([
    [10, 3],
    [10, 0],
    [2, 0],
  ]);
});

test('redrawing a part replaces the lesser side', () => {
  const ring = square(0, 0, 10);
  const line: Point[] = [
    [2, 0],
    [5, -6],
    [8, 0],
  ];
  const both = redrawn(ring, on(ring, [2, 0]), on(ring, [8, 0]), line);
  expect(both.map((one) => Math.abs(signedArea(one.ring)))).toEqual([118, 18]);
  expect(lesserOf(both)).toBe(both[0]);
});

test('where the shorter side has more vertices nobody but the hand can choose', () => {
  const ring: Point[] = [
    [0, 0],
    [4, 0],
    [5, 1],
    [6, 0],
    [10, 0],
    [10, 100],
    [0, 100],
  ];
  const both = redrawn(ring, on(ring, [2, 0]), on(ring, [10, 50]), [
    [2, 0],
    [6, 20],
    [10, 50],
  ]);
  expect(both.map(({ replaced }) => replaced.length)).toEqual([6, 5]);
  expect(lesserOf(both)).toBeNull();
});
