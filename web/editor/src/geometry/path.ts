import { bezierOf, ellipseRing, flattened } from './curve';
import type { Geometry, Zone } from './geometry';
import type { Point } from './point';
import { cornersOfRotated } from './rotatedBox';

/** What a renderer draws: a line in picture pixels (x, y, x, y, ...), perhaps closed, perhaps with holes. */
export interface Path {
  readonly points: Float64Array;
  readonly closed: boolean;
  readonly holes?: readonly Float64Array[];
}

/** A line of points before it is packed; `pathsOf` and the measures work on the same ones. */
export interface Outline {
  readonly points: readonly Point[];
  readonly closed: boolean;
  readonly holes: readonly (readonly Point[])[];
}

/** The geometry as lines; curves are flattened at a quarter of a pixel. A point has no outline. */
export function outlinesOf(geometry: Geometry): Outline[] {
  switch (geometry.kind) {
    case 'bounding-box': {
      const { x, y, width, height } = geometry;
      return [
        ring([
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
        ]),
      ];
    }
    case 'rotated-bounding-box':
      return [ring(cornersOfRotated(geometry))];
    case 'polygon':
      return [ring(geometry.ring, geometry.holes)];
    case 'polyline':
      return [{ points: geometry.points, closed: false, holes: [] }];
    case 'point':
      return [];
    case 'segmentation':
      return geometry.zones.map(({ region, holes }) => ring(region, holes));
    case 'spline': {
      const line = geometry.points.length > 1 ? flattened(bezierOf(geometry)) : geometry.points;
      return geometry.closed ? [ring(line.slice(0, -1))] : [{ points: line, closed: false, holes: [] }];
    }
    case 'circle':
      return [ring(ellipseRing([geometry.x, geometry.y], [geometry.radius, geometry.radius], 0))];
    case 'ellipse': {
      const { x, y, radiusX, radiusY, rotation } = geometry;
      return [ring(ellipseRing([x, y], [radiusX, radiusY], rotation))];
    }
  }
}

const ring = (points: readonly Point[], holes: readonly (readonly Point[])[] = []): Outline => ({
  points,
  closed: true,
  holes,
});

/** The outlines as the renderer takes them. */
export const pathsOf = (geometry: Geometry): Path[] => outlinesOf(geometry).map(packedOutline);

/** Points that the renderer draws as dots: the place of a point object. */
export const dotsOf = (geometry: Geometry): readonly Point[] => (geometry.kind === 'point' ? [geometry.point] : []);

export function packedOutline({ points, closed, holes }: Outline): Path {
  const path = { points: packed(points), closed };
  return holes.length > 0 ? { ...path, holes: holes.map(packed) } : path;
}

/** A line as a path. */
export const pathOf = (points: readonly Point[], closed = false): Path => ({ points: packed(points), closed });

function packed(points: readonly Point[]): Float64Array {
  const values = new Float64Array(points.length * 2);
  points.forEach(([x, y], index) => {
    values[index * 2] = x;
    values[index * 2 + 1] = y;
  });
  return values;
}

/** The filled outlines as zones, for the boolean operations; lines and points have none. */
export const zonesOf = (geometry: Geometry): Zone[] =>
  outlinesOf(geometry)
    .filter(({ closed, points }) => closed && points.length > 2)
    .map(({ points, holes }) => ({ region: points, holes }));
