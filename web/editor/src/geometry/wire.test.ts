import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../model/answer';
import { anyGeometry } from '../testing/anyGeometry';
import { boundsOfGeometry } from './measure';
import { readGeometry } from './readGeometry';
import { wireFields } from './writeGeometry';

test('what is written is read back', () => {
  fc.assert(
    fc.property(anyGeometry, (geometry) => {
      const read = readGeometry(JSON.parse(JSON.stringify(wireFields(geometry))) as Record<string, Json>);
      expect(read?.kind).toBe(geometry.kind);
      const [was, is] = [boundsOfGeometry(geometry), read ? boundsOfGeometry(read) : null];
      expect(is?.minX).toBeCloseTo(was.minX, 6);
      expect(is?.maxY).toBeCloseTo(was.maxY, 6);
      if (geometry.kind !== 'rotated-bounding-box') expect(read).toEqual(geometry);
    }),
  );
});

test('a box drawn from its bottom right corner is read in its normal form', () => {
  expect(readGeometry({ 'bounding-box': { x: 300, y: 220, width: -100, height: -60 } })).toEqual({
    kind: 'bounding-box',
    x: 200,
    y: 160,
    width: 100,
    height: 60,
  });
});

test('a rotated box has the corners of the published sample', () => {
  const read = readGeometry({ 'rotated-bounding-box': { x: 120, y: 80, width: 60, height: 20, rotation: 30 } });
  expect(read && wireFields(read)['rotated-bounding-box']).toMatchObject({
    corners: [
      [120, 80],
      [110, 97.32050807568878],
      [161.96152422706632, 127.32050807568878],
      [171.96152422706632, 110],
    ],
  });
});

test('corners win over the other fields of a rotated box', () => {
  const corners = [
    [10, 10],
    [10, 30],
    [50, 30],
    [50, 10],
  ];
  expect(readGeometry({ 'rotated-bounding-box': { x: 0, y: 0, width: 1, height: 1, rotation: 45, corners } })).toEqual({
    kind: 'rotated-bounding-box',
    x: 10,
    y: 10,
    width: 40,
    height: 20,
    rotation: 0,
  });
});

test('a negative size of a rotated box moves its corner and keeps its angle', () => {
  const read = readGeometry({ 'rotated-bounding-box': { x: 100, y: 50, width: -40, height: 20, rotation: 0 } });
  expect(read).toMatchObject({ x: 60, y: 50, width: 40, height: 20, rotation: 0 });
});

test('a hole written as a bare list of points is taken as one hole', () => {
  const region = [
    [0, 0],
    [10, 0],
    [10, 10],
  ];
  const hole = [
    [6, 2],
    [8, 2],
    [8, 4],
  ];
  expect(readGeometry({ segmentation: { zones: [{ region, holes: hole }] } })).toMatchObject({
    zones: [{ holes: [hole] }],
  });
});

test('a polygon without holes has no field for them', () => {
  const ring = [
    [0, 0],
    [10, 0],
    [10, 10],
  ];
  const read = readGeometry({ polygon: [...ring, [0, 0]] });
  expect(read && wireFields(read)).toEqual({ polygon: ring, polygonHoles: undefined });
});

test('a corner of a spline keeps its handles through the wire', () => {
  const spline = {
    kind: 'spline' as const,
    points: [[0, 0] as const, [10, 10] as const, [20, 0] as const],
    closed: false,
    handles: [null, [[0, 0] as const, [0, 0] as const] as const, null],
  };
  const read = readGeometry(wireFields(spline));
  expect(read).toEqual(spline);
});

test.each([
  [{ 'bounding-box': { x: 1, y: 2, width: null, height: 3 } }],
  [
    {
      polygon: [
        [1, 2],
        ['x', 3],
      ],
    },
  ],
  [{ point: [1] }],
  [{ ner: { start: 1, end: 2 } }],
  [{ segmentation: [] }],
] as Record<string, Json>[][])('what cannot be drawn is null: %j', (member) => {
  expect(readGeometry(member ?? {})).toBeNull();
});
