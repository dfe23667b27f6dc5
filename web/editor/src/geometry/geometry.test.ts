import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyGeometry, anyPoint, anyStar } from '../testing/anyGeometry';
import { isInside, joined } from './bounds';
import { bezierOf, ellipseRing, flattened } from './curve';
import { areaOf, boundsOfGeometry, containsPoint, distanceToOutline } from './measure';
import { normalised } from './normalise';
import { outlinesOf } from './path';
import { distance, type Point } from './point';
import { nearestOnLine, ringContains, ringPath, signedArea } from './ring';
import { cornersOfRotated, turned } from './rotatedBox';
import { simplified, simplifiedWithin } from './simplify';
import { rotated, scaledAbout, translated } from './transform';
import { editableLines, withoutVertex, withVertexAfter, withVertexAt } from './vertices';

const picture = { minX: 0, minY: 0, maxX: 1000, maxY: 1000 };

test('moving there and back changes nothing but rounding', () => {
  fc.assert(
    fc.property(anyGeometry, anyPoint, (geometry, by) => {
      const back = translated(translated(geometry, by), [-by[0], -by[1]]);
      const [was, is] = [boundsOfGeometry(geometry), boundsOfGeometry(back)];
      expect(is.minX).toBeCloseTo(was.minX, 6);
      expect(is.maxY).toBeCloseTo(was.maxY, 6);
    }),
  );
});

test('turning keeps the area of what can be turned', () => {
  fc.assert(
    fc.property(anyGeometry, anyPoint, fc.integer({ min: -360, max: 360 }), (geometry, centre, degrees) => {
      fc.pre(geometry.kind !== 'bounding-box' && geometry.kind !== 'spline');
      const area = areaOf(geometry);
      expect(Math.abs(areaOf(rotated(geometry, centre, degrees)) - area)).toBeLessThan(1e-6 * Math.max(1, area));
    }),
  );
});

test('a rotated box turned by a full circle is the same', () => {
  const box = { kind: 'rotated-bounding-box' as const, x: 10, y: 20, width: 30, height: 40, rotation: 25 };
  const round = [90, 90, 90, 90].reduce(turned, box);
  cornersOfRotated(round).forEach((corner, index) => {
    expect(distance(corner, cornersOfRotated(box)[index] as Point)).toBeLessThan(1e-9);
  });
});

test('what is normalised has at most two decimals, and edges that met still meet', () => {
  const noisy = { kind: 'bounding-box' as const, x: 29.999999999999957, y: 20.004, width: 99.336, height: 60.1 + 0.2 };
  expect(normalised(noisy, { picture })).toEqual({ ...noisy, x: 30, y: 20, width: 99.34, height: 60.3 });
  const next = { ...noisy, x: 29.999999999999957 + 99.336, width: 10 };
  expect(normalised(next, { picture })).toMatchObject({ x: 129.34, width: 10 });
  const turnedBox = {
    kind: 'rotated-bounding-box' as const,
    x: 100,
    y: 60,
    width: 100,
    height: 50,
    rotation: 36.869897,
  };
  expect(normalised(turnedBox, { picture })).toEqual({ ...turnedBox, rotation: 36.8699 });
  const line = { kind: 'polyline' as const, points: [[-0.001, 0.1 + 0.2] as Point, [10.006, 5] as Point] };
  expect(normalised(line, { picture: null })).toEqual({
    ...line,
    points: [
      [0, 0.3],
      [10.01, 5],
    ],
  });
});

test('mirroring never makes a negative size', () => {
  fc.assert(
    fc.property(anyGeometry, anyPoint, fc.constantFrom(-2, -1, 0.5, 3), (geometry, fixed, factor) => {
      const kept = normalised(scaledAbout(geometry, fixed, [factor, 1]), { picture: null });
      const bounds = kept && boundsOfGeometry(kept);
      expect(bounds && bounds.maxX >= bounds.minX).not.toBe(false);
      if (kept?.kind === 'bounding-box' || kept?.kind === 'rotated-bounding-box') {
        expect(Math.min(kept.width, kept.height)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('what is normalised is finite and inside the picture, as far as its kind can be cut', () => {
  fc.assert(
    fc.property(anyGeometry, (geometry) => {
      const kept = normalised(geometry, { picture });
      if (!kept) return;
      const bounds = boundsOfGeometry(kept);
      expect(Object.values(bounds).every(Number.isFinite)).toBe(true);
      const isCut = ['bounding-box', 'polygon', 'polyline', 'point', 'segmentation'].includes(kept.kind);
      if (!isCut) return;
      expect(isInside(bounds, picture)).toBe(true);
      expect(normalised(kept, { picture })).toEqual(kept);
    }),
  );
});

test('a geometry with a number that is not finite is refused', () => {
  expect(normalised({ kind: 'bounding-box', x: Number.NaN, y: 0, width: 1, height: 1 }, { picture })).toBeNull();
  expect(normalised({ kind: 'circle', x: 0, y: 0, radius: Number.POSITIVE_INFINITY }, { picture })).toBeNull();
  expect(normalised({ kind: 'point', point: [Number.NaN, 0] }, { picture })).toBeNull();
});

test('simplifying keeps a subset of the points, and ends', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { minLength: 3, maxLength: 200 }), fc.boolean(), (line, closed) => {
      const kept = simplified(line, closed, 20);
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(line.length, closed ? 3 : 2));
      expect(kept.every((point) => line.includes(point))).toBe(true);
      if (!closed) expect([kept[0], kept.at(-1)]).toEqual([line[0], line.at(-1)]);
    }),
  );
});

test('a freehand circle of a thousand points loses most of them and hardly any area', () => {
  const ring = ellipseRing([0, 0], [100, 100], 0, 0.0005);
  const kept = simplified(ring, true, 0.75);
  expect(kept.length).toBeLessThan(ring.length / 5);
  expect(Math.abs(signedArea(kept) / signedArea(ring) - 1)).toBeLessThan(0.005);
});

test('no point is further from the line than the error allows', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { minLength: 2, maxLength: 60 }), (line) => {
      const kept = simplifiedWithin(line, 5);
      for (const point of line) expect(nearestOnLine(kept, false, point)?.distance).toBeLessThanOrEqual(5 + 1e-9);
    }),
  );
});

test('a spline passes through its points', () => {
  fc.assert(
    fc.property(anyGeometry, (geometry) => {
      fc.pre(geometry.kind === 'spline');
      for (const [index, piece] of bezierOf(geometry).entries()) expect(piece[0]).toEqual(geometry.points[index]);
      for (const point of geometry.points) expect(distanceToOutline(geometry, point)).toBeLessThan(1e-6);
    }),
    { numRuns: 500 },
  );
});

test('a finer line is nowhere further from the flattened one than it may be', () => {
  const pieces = bezierOf({
    kind: 'spline',
    points: [
      [0, 0],
      [80, 90],
      [200, 10],
    ],
    closed: false,
    handles: [],
  });
  const coarse = flattened(pieces);
  for (const point of flattened(pieces, 0.001)) {
    expect(nearestOnLine(coarse, false, point)?.distance).toBeLessThanOrEqual(0.251);
  }
});

test('a circle is flattened within a quarter of a pixel', () => {
  const ring = ellipseRing([0, 0], [500, 500], 0);
  expect(nearestOnLine(ring, true, [0, 0])?.distance).toBeGreaterThan(499.75);
  expect(ring.length).toBeLessThan(200);
});

test('the two ways around a ring make the whole ring', () => {
  fc.assert(
    fc.property(anyStar, anyPoint, anyPoint, (ring, a, b) => {
      const [from, to] = [nearestOnLine(ring, true, a), nearestOnLine(ring, true, b)];
      if (!from || !to || (from.index === to.index && from.t === to.t)) return;
      const area = signedArea([...ringPath(ring, from, to), ...ringPath(ring, to, from)]);
      expect(Math.abs(area - signedArea(ring))).toBeLessThan(1e-6 * Math.abs(area));
    }),
  );
});

test('a vertex can be moved, added and taken away', () => {
  const ring: Point[] = [
    [0, 0],
    [10, 0],
    [10, 10],
  ];
  const polygon = { kind: 'polygon' as const, ring, holes: [] };
  const more = withVertexAfter(polygon, { line: 0, index: 2 }, [0, 10]);
  expect(editableLines(more)[0]?.points).toHaveLength(4);
  expect(areaOf(more)).toBe(100);
  expect(withoutVertex(more, { line: 0, index: 3 })).toEqual(polygon);
  expect(withoutVertex(polygon, { line: 0, index: 0 })).toBeNull();
  expect(withVertexAt(polygon, { line: 0, index: 0 }, [5, 5])).toMatchObject({
    ring: [
      [5, 5],
      [10, 0],
      [10, 10],
    ],
  });
});

test('the bounds hold every outline, and the union of bounds both', () => {
  fc.assert(
    fc.property(anyGeometry, anyGeometry, (a, b) => {
      const both = joined(boundsOfGeometry(a), boundsOfGeometry(b));
      expect(isInside(boundsOfGeometry(a), both)).toBe(true);
      for (const { points } of outlinesOf(a)) {
        for (const [x, y] of points) expect(isInside({ minX: x, minY: y, maxX: x, maxY: y }, both)).toBe(true);
      }
    }),
  );
});

test('a hole is not part of the area', () => {
  const square: Point[] = [
    [0, 0],
    [30, 0],
    [30, 30],
    [0, 30],
  ];
  const hole: Point[] = [
    [10, 10],
    [20, 10],
    [20, 20],
    [10, 20],
  ];
  const polygon = { kind: 'polygon' as const, ring: square, holes: [hole] };
  expect(areaOf(polygon)).toBe(800);
  expect(containsPoint(polygon, [15, 15])).toBe(false);
  expect(containsPoint(polygon, [5, 5])).toBe(true);
  expect(distanceToOutline(polygon, [15, 11])).toBe(1);
  expect(ringContains(hole, [15, 15])).toBe(true);
});
