import fc from 'fast-check';
import { ellipseRing } from '../geometry/curve';
import type { Geometry } from '../geometry/geometry';
import type { Point } from '../geometry/point';

/** Makers of random geometry for the property tests. */
const coordinate = fc.double({ min: -50, max: 1050, noNaN: true }).map((value) => Math.round(value * 16) / 16 + 0);
const size = fc.double({ min: 1, max: 400, noNaN: true }).map((value) => Math.round(value * 16) / 16 + 0);

export const anyPoint: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);
export const anyLine = (least: number, most = 12): fc.Arbitrary<Point[]> =>
  fc.uniqueArray(anyPoint, { minLength: least, maxLength: most, selector: ([x, y]) => `${x},${y}` });

/** A ring that does not cross itself: a star around a centre. */
export const anyStar: fc.Arbitrary<Point[]> = fc
  .record({ centre: anyPoint, radii: fc.array(size, { minLength: 3, maxLength: 12 }) })
  .map(({ centre, radii }) =>
    radii.map((radius, index) => {
      const angle = (index * 2 * Math.PI) / radii.length;
      return [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)];
    }),
  );

/** A star with a round hole in its middle, when it is wide enough everywhere. */
const anyHoled = fc.tuple(anyStar, fc.boolean()).map(([ring, hasHole]) => {
  const centre: Point = [
    ring.reduce((sum, [x]) => sum + x, 0) / ring.length,
    ring.reduce((sum, [, y]) => sum + y, 0) / ring.length,
  ];
  return { ring, holes: hasHole ? [ellipseRing(centre, [0.25, 0.25], 0)] : [] };
});

const anyAngle = fc.integer({ min: -179, max: 180 });

export const anyGeometry: fc.Arbitrary<Geometry> = fc.oneof(
  fc.record({ kind: fc.constant('bounding-box' as const), x: coordinate, y: coordinate, width: size, height: size }),
  fc.record({
    kind: fc.constant('rotated-bounding-box' as const),
    x: coordinate,
    y: coordinate,
    width: size,
    height: size,
    rotation: anyAngle,
  }),
  anyHoled.map(({ ring, holes }) => ({ kind: 'polygon' as const, ring, holes })),
  anyLine(2).map((points) => ({ kind: 'polyline' as const, points })),
  anyPoint.map((point) => ({ kind: 'point' as const, point })),
  fc.array(anyHoled, { minLength: 1, maxLength: 3 }).map((zones) => ({
    kind: 'segmentation' as const,
    zones: zones.map(({ ring, holes }) => ({ region: ring, holes })),
  })),
  fc.tuple(anyLine(3), fc.boolean()).map(([points, closed]) => ({
    kind: 'spline' as const,
    points,
    closed,
    handles: points.map(() => null),
  })),
  fc.record({ kind: fc.constant('circle' as const), x: coordinate, y: coordinate, radius: size }),
  fc.record({
    kind: fc.constant('ellipse' as const),
    x: coordinate,
    y: coordinate,
    radiusX: size,
    radiusY: size,
    rotation: anyAngle,
  }),
);
