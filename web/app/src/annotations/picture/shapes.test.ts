import { describe, expect, test } from 'vitest';
import type { AnswerObject, CategorySchema } from '../../api/types';
import { toShapes } from './shapes';

const schema: CategorySchema = {
  tools: [{ tool: 'bounding-box', title: 'Car', schemaId: 'car', color: '#ff0000' }],
  classifications: [],
  relations: [],
};

function shapeOf(object: Record<string, unknown>) {
  const [shape] = toShapes([{ objectId: 'o1', schemaId: 'car', ...object } as AnswerObject], schema);
  return shape;
}

describe('geometry', () => {
  test('a box with negative sizes covers the same area as its normal form', () => {
    const drawn = shapeOf({ 'bounding-box': { x: 300, y: 220, width: -100, height: -60 } });
    const normal = shapeOf({ 'bounding-box': { x: 200, y: 160, width: 100, height: 60 } });

    expect(drawn?.bounds).toEqual(normal?.bounds);
    expect(drawn?.bounds).toEqual({ left: 200, top: 160, right: 300, bottom: 220 });
  });

  test('a rotated box without corners gets those that the format defines', () => {
    const given = { x: 120, y: 80, width: 60, height: 20, rotation: 30 };
    const corners = [
      [120, 80],
      [110, 97.32050807568878],
      [161.96152422706632, 127.32050807568878],
      [171.96152422706632, 110],
    ];
    const computed = shapeOf({ 'rotated-bounding-box': given })?.geometry;

    expect(computed).toMatchObject({ kind: 'areas' });
    const outer = computed?.kind === 'areas' ? (computed.areas[0]?.outer ?? []) : [];
    outer.forEach(([x, y], index) => {
      expect(x).toBeCloseTo(corners[index]?.[0] ?? Number.NaN, 9);
      expect(y).toBeCloseTo(corners[index]?.[1] ?? Number.NaN, 9);
    });
    expect(outer).toHaveLength(4);
  });

  test('the corners of a rotated box win over its other numbers', () => {
    const corners = [
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ];
    const shape = shapeOf({ 'rotated-bounding-box': { x: 9, y: 9, width: 9, height: 9, rotation: 9, corners } });

    expect(shape?.bounds).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
  });

  test('a segmentation keeps its holes and drops zones that were erased', () => {
    const region = [
      [0, 0],
      [10, 0],
      [10, 10],
    ];
    const hole = [
      [6, 1],
      [9, 1],
      [9, 4],
    ];
    const shape = shapeOf({
      segmentation: {
        zones: [
          { region, holes: [hole] },
          { region: [], holes: [] },
        ],
      },
    });

    expect(shape?.geometry).toEqual({ kind: 'areas', areas: [{ outer: region, holes: [hole] }] });
  });

  test.each([
    [
      'polygon',
      [
        [0, 0],
        [4, 0],
        [4, 3],
      ],
      { left: 0, top: 0, right: 4, bottom: 3 },
    ],
    [
      'polyline',
      [
        [1, 2],
        [5, 1],
      ],
      { left: 1, top: 1, right: 5, bottom: 2 },
    ],
    ['point', [3, 4], { left: 3, top: 4, right: 3, bottom: 4 }],
  ])('a %s has bounds', (tool, value, bounds) => {
    expect(shapeOf({ [tool]: value })?.bounds).toEqual(bounds);
  });

  test.each([
    [
      'a polygon of two points',
      {
        polygon: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    ['a box without a height', { 'bounding-box': { x: 0, y: 0, width: 3 } }],
    ['a null', { point: null }],
    ['an entity of a text', { ner: { start: 1, end: 3 } }],
  ])('%s is listed and not drawn', (_, object) => {
    expect(shapeOf(object)).toMatchObject({ geometry: null, bounds: null });
  });
});

test('a class that the schema no longer has keeps the title that the answer carries', () => {
  const [shape] = toShapes([{ objectId: 'o', schemaId: 'gone', title: 'Old class', point: [1, 1] }], schema);

  expect(shape).toMatchObject({ title: 'Old class', tool: 'point' });
});

test('title and colour come from the schema', () => {
  expect(shapeOf({ title: 'former title', point: [1, 1] })).toMatchObject({ title: 'Car', color: '#ff0000' });
});
