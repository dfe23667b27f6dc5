import type { Point } from './point';

/** An upright rectangle; the type that the spatial indexes take too. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The smallest rectangle around the points; without points it is empty (minX above maxX). */
export function boundsOf(points: Iterable<Point>): Bounds {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const [x, y] of points) {
    if (x < minX) minX = x;
    if (y < minY) minY = y;
    if (x > maxX) maxX = x;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}

export const around = (point: Point, reach: number): Bounds => ({
  minX: point[0] - reach,
  minY: point[1] - reach,
  maxX: point[0] + reach,
  maxY: point[1] + reach,
});

export const joined = (a: Bounds, b: Bounds): Bounds => ({
  minX: Math.min(a.minX, b.minX),
  minY: Math.min(a.minY, b.minY),
  maxX: Math.max(a.maxX, b.maxX),
  maxY: Math.max(a.maxY, b.maxY),
});

export const grown = (a: Bounds, by: number): Bounds => ({
  minX: a.minX - by,
  minY: a.minY - by,
  maxX: a.maxX + by,
  maxY: a.maxY + by,
});

export const overlap = (a: Bounds, b: Bounds): boolean =>
  a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

export const isInside = (inner: Bounds, outer: Bounds): boolean =>
  inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;

export const holds = (bounds: Bounds, [x, y]: Point): boolean =>
  x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY;

/** The nearest point of the rectangle. */
export const clamped = ([x, y]: Point, bounds: Bounds): Point => [
  Math.min(Math.max(x, bounds.minX), bounds.maxX),
  Math.min(Math.max(y, bounds.minY), bounds.maxY),
];

export const centreOf = (bounds: Bounds): Point => [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];

/** Corners from the top left one, clockwise. */
export const cornersOf = ({ minX, minY, maxX, maxY }: Bounds): [Point, Point, Point, Point] => [
  [minX, minY],
  [maxX, minY],
  [maxX, maxY],
  [minX, maxY],
];
