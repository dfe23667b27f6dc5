import { between, cross, distance, dot, type Point, subtract } from './point';

export interface OnSegment {
  readonly point: Point;
  /** Where on the segment: 0 at its start, 1 at its end. */
  readonly t: number;
  readonly distance: number;
}

/** The place of the segment a-b nearest to p. */
export function nearestOnSegment(p: Point, a: Point, b: Point): OnSegment {
  const along = subtract(b, a);
  const square = dot(along, along);
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, dot(subtract(p, a), along) / square));
  const point = between(a, b, t);
  return { point, t, distance: distance(p, point) };
}

/** Where the segments a-b and c-d cross, or null; parallel segments do not. */
export function crossingOf(a: Point, b: Point, c: Point, d: Point): Point | null {
  const r = subtract(b, a);
  const s = subtract(d, c);
  const denominator = cross(r, s);
  if (denominator === 0) return null;
  const t = cross(subtract(c, a), s) / denominator;
  const u = cross(subtract(c, a), r) / denominator;
  return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? between(a, b, t) : null;
}
