import { describe, expect, test } from 'vitest';
import type { AnswerObject } from '../../api/types';
import { hitTest } from './hitTest';
import { type Point, toShapes } from './shapes';

const schema = { tools: [], classifications: [], relations: [] };

function shapes(...objects: Record<string, unknown>[]) {
  return toShapes(
    objects.map((object, index) => ({ objectId: `o${index}`, schemaId: 's', ...object }) as AnswerObject),
    schema,
  );
}

const box = (x: number, y: number, width: number, height: number) => ({ 'bounding-box': { x, y, width, height } });

test.each<[Point, string | undefined]>([
  [[5, 5], 'o0'],
  [[15, 5], undefined],
])('a box is met inside only: %j', (at, id) => {
  expect(hitTest(shapes(box(0, 0, 10, 10)), at, 2)?.id).toBe(id);
});

test('a hole is not part of its shape', () => {
  const region = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ];
  const hole = [
    [30, 30],
    [70, 30],
    [70, 70],
    [30, 70],
  ];
  const ring = shapes({ segmentation: { zones: [{ region, holes: [hole] }] } });

  expect(hitTest(ring, [10, 10], 1)?.id).toBe('o0');
  expect(hitTest(ring, [50, 50], 1)).toBeNull();
});

test('of boxes one in the other the inner one is met', () => {
  expect(hitTest(shapes(box(0, 0, 100, 100), box(40, 40, 10, 10)), [45, 45], 1)?.id).toBe('o1');
  expect(hitTest(shapes(box(40, 40, 10, 10), box(0, 0, 100, 100)), [45, 45], 1)?.id).toBe('o0');
});

describe('thin shapes', () => {
  const line = shapes({
    polyline: [
      [0, 0],
      [10, 0],
      [10, 10],
    ],
  });

  test.each<[Point, boolean]>([
    [[5, 1.5], true],
    [[11.5, 5], true],
    [[5, 3], false],
    [[0, 10], false],
  ])('a line is met within reach: %j', (at, isMet) => {
    expect(hitTest(line, at, 2) !== null).toBe(isMet);
  });

  test('a point is met within reach, even inside a box', () => {
    const both = shapes(box(0, 0, 100, 100), { point: [50, 50] });

    expect(hitTest(both, [51, 51], 3)?.id).toBe('o1');
    expect(hitTest(both, [60, 60], 3)?.id).toBe('o0');
  });
});
