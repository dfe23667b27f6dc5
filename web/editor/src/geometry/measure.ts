import { type Bounds, boundsOf } from './bounds';
import type { Geometry, Zone } from './geometry';
import { dotsOf, type Outline, outlinesOf } from './path';
import { distance, type Point } from './point';
import { nearestOnLine, ringContains, signedArea } from './ring';

export const boundsOfGeometry = (geometry: Geometry): Bounds =>
  geometry.kind === 'bounding-box'
    ? {
        minX: geometry.x,
        minY: geometry.y,
        maxX: geometry.x + geometry.width,
        maxY: geometry.y + geometry.height,
      }
    : boundsOf([...dotsOf(geometry), ...outlinesOf(geometry).flatMap(({ points }) => points)]);

/** Area in square pixels, holes left out; lines and points have none. */
export function areaOf(geometry: Geometry): number {
  if (geometry.kind === 'circle') return Math.PI * geometry.radius ** 2;
  if (geometry.kind === 'ellipse') return Math.PI * geometry.radiusX * geometry.radiusY;
  return outlinesOf(geometry).reduce((sum, outline) => sum + (outline.closed ? areaOfOutline(outline) : 0), 0);
}

export const areaOfZone = ({ region, holes }: Zone): number =>
  Math.abs(signedArea(region)) - holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0);

const areaOfOutline = ({ points, holes }: Outline): number => areaOfZone({ region: points, holes });

/** Whether a filled geometry covers the point. */
export const containsPoint = (geometry: Geometry, point: Point): boolean =>
  outlinesOf(geometry).some((outline) => outlineContains(outline, point));

const outlineContains = ({ points, closed, holes }: Outline, point: Point): boolean =>
  closed && ringContains(points, point) && !holes.some((hole) => ringContains(hole, point));

/** Distance from the geometry's outline or dot; inside counts like outside. */
export function distanceToOutline(geometry: Geometry, point: Point): number {
  const dots = dotsOf(geometry).map((dot) => distance(dot, point));
  const lines = outlinesOf(geometry).flatMap(({ points, closed, holes }) => [
    nearestOnLine(points, closed, point)?.distance ?? Number.POSITIVE_INFINITY,
    ...holes.map((hole) => nearestOnLine(hole, true, point)?.distance ?? Number.POSITIVE_INFINITY),
  ]);
  return Math.min(Number.POSITIVE_INFINITY, ...dots, ...lines);
}
