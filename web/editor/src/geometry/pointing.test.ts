import { expect, test } from 'vitest';
import type { Geometry } from './geometry';
import { hitTest } from './hitTest';
import { ALL_SNAPS, type SnapKind, type SnapOptions, snapped } from './snap';

const box = (x: number, y: number, size: number): Geometry => ({
  kind: 'bounding-box',
  x,
  y,
  width: size,
  height: size,
});
const picture = { minX: 0, minY: 0, maxX: 1000, maxY: 1000 };

test('points are hit before lines, and small shapes before large ones', () => {
  const shapes = [
    { key: 'large', geometry: box(0, 0, 100), z: 3 },
    { key: 'small', geometry: box(40, 40, 20), z: 0 },
    { key: 'line', geometry: { kind: 'polyline' as const, points: [[0, 50] as const, [100, 50] as const] }, z: 1 },
    { key: 'point', geometry: { kind: 'point' as const, point: [51, 51] as const }, z: 2 },
    { key: 'away', geometry: box(200, 200, 10), z: 9 },
  ];
  expect(hitTest(shapes, [50, 50], 4).map(({ key }) => key)).toEqual(['point', 'line', 'small', 'large']);
});

test('of two equal shapes the one drawn last is hit', () => {
  const shapes = [
    { key: 'below', geometry: box(0, 0, 10), z: 0 },
    { key: 'above', geometry: box(0, 0, 10), z: 1 },
  ];
  expect(hitTest(shapes, [5, 5], 1)[0]?.key).toBe('above');
});

test('the outline is hit from outside within reach', () => {
  const shapes = [{ key: 'box', geometry: box(10, 10, 10), z: 0 }];
  expect(hitTest(shapes, [8, 15], 3)).toMatchObject([{ on: 'outline', distance: 2 }]);
  expect(hitTest(shapes, [6, 15], 3)).toEqual([]);
  expect(hitTest(shapes, [15, 15], 3)).toMatchObject([{ on: 'fill' }]);
});

const options = (kinds: ReadonlySet<SnapKind>, gridStep?: number): SnapOptions => ({
  kinds,
  reach: 8,
  picture,
  gridStep,
});
const neighbours = [box(100, 100, 100)];

test.each([
  ['a vertex, even where the edge is nearer', [105, 99], [100, 100], 'vertex'],
  ['the middle of an edge', [148, 104], [150, 100], 'midpoint'],
  ['an edge', [130, 103], [130, 100], 'edge'],
  ['the border of the picture', [4, 500], [0, 500], 'border'],
  ['a corner of the picture', [5, 5], [0, 0], 'vertex'],
] as const)('snaps to %s', (_, from, to, kind) => {
  expect(snapped(from, neighbours, options(ALL_SNAPS))).toEqual({ point: to, kind });
});

test('snaps to where two outlines cross', () => {
  const crossing = [...neighbours, box(150, 150, 100)];
  expect(snapped([203, 153], crossing, options(ALL_SNAPS))).toEqual({ point: [200, 150], kind: 'intersection' });
});

test('snaps to the grid only when it is asked for', () => {
  expect(snapped([48, 53], [], options(new Set(['grid']), 25))).toEqual({ point: [50, 50], kind: 'grid' });
  expect(snapped([48, 53], [], options(ALL_SNAPS, 25))).toBeNull();
});

test('snaps to nothing out of reach', () => {
  expect(snapped([300, 300], neighbours, options(ALL_SNAPS))).toBeNull();
});
