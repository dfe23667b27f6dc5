import type { Geometry } from './geometry';
import { areaOf, containsPoint, distanceToOutline } from './measure';
import type { Point } from './point';

/** A shape that may be under the pointer. */
export interface Candidate<K> {
  readonly key: K;
  readonly geometry: Geometry;
  /** Place in the order of drawing; higher is nearer to the eye. */
  readonly z: number;
}

export interface Hit<K> {
  readonly key: K;
  readonly on: 'point' | 'line' | 'outline' | 'fill';
  readonly distance: number;
  readonly area: number;
  readonly z: number;
}

/**
 * The shapes under a place, the best first: points, then lines, then filled shapes from the smallest area to the
 * largest, since a large shape would hide a small one on it; between equals the one drawn last.
 */
export function hitTest<K>(candidates: Iterable<Candidate<K>>, point: Point, reach: number): Hit<K>[] {
  const hits: Hit<K>[] = [];
  for (const candidate of candidates) {
    const hit = hitOf(candidate, point, reach);
    if (hit) hits.push(hit);
  }
  return hits.sort((a, b) => rankOf(a) - rankOf(b) || a.area - b.area || b.z - a.z);
}

const rankOf = ({ on }: Hit<unknown>): number => (on === 'point' ? 0 : on === 'line' ? 1 : 2);

function hitOf<K>({ key, geometry, z }: Candidate<K>, point: Point, reach: number): Hit<K> | null {
  const distance = distanceToOutline(geometry, point);
  const isNear = distance <= reach;
  if (geometry.kind === 'point') return isNear ? { key, on: 'point', distance, area: 0, z } : null;
  const isLine = geometry.kind === 'polyline' || (geometry.kind === 'spline' && !geometry.closed);
  if (isLine) return isNear ? { key, on: 'line', distance, area: 0, z } : null;
  if (isNear) return { key, on: 'outline', distance, area: areaOf(geometry), z };
  return containsPoint(geometry, point) ? { key, on: 'fill', distance, area: areaOf(geometry), z } : null;
}
