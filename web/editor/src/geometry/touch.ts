import { boundsOf, isInside, overlap } from './bounds';
import type { Geometry } from './geometry';
import { boundsOfGeometry, containsPoint } from './measure';
import { dotsOf, outlinesOf } from './path';
import { at, type Point } from './point';
import { type Ring, ringContains } from './ring';
import { crossingOf } from './segment';

/** Whether all of a geometry lies inside a ring. */
export function isWithin(geometry: Geometry, ring: Ring): boolean {
  if (!isInside(boundsOfGeometry(geometry), boundsOf(ring))) return false;
  return (
    pointsOf(geometry).every((point) => ringContains(ring, point) || isOn(ring, point)) && !crosses(geometry, ring)
  );
}

/** Whether any of a geometry lies inside a ring. */
export function touches(geometry: Geometry, ring: Ring): boolean {
  if (!overlap(boundsOfGeometry(geometry), boundsOf(ring))) return false;
  return (
    pointsOf(geometry).some((point) => ringContains(ring, point)) ||
    ring.some((corner) => containsPoint(geometry, corner)) ||
    crosses(geometry, ring)
  );
}

const pointsOf = (geometry: Geometry): Point[] => [
  ...dotsOf(geometry),
  ...outlinesOf(geometry).flatMap(({ points }) => points),
];

const isOn = (ring: Ring, [x, y]: Point): boolean => ring.some((corner) => corner[0] === x || corner[1] === y);

function crosses(geometry: Geometry, ring: Ring): boolean {
  return outlinesOf(geometry).some(({ points, closed }) => {
    const edges = closed ? points.length : points.length - 1;
    return Array.from({ length: edges }).some((_, edge) =>
      ring.some((corner, side) => crossing(at(points, edge), at(points, edge + 1), corner, at(ring, side + 1))),
    );
  });
}

/** Touching ends are no crossing. */
function crossing(a: Point, b: Point, c: Point, d: Point): boolean {
  const place = crossingOf(a, b, c, d);
  return place !== null && ![a, b, c, d].some(([x, y]) => x === place[0] && y === place[1]);
}
