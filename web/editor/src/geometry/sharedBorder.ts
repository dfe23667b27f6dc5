import type { Geometry } from './geometry';
import { type Point, samePoint } from './point';
import { type OnLine, type Ring, ringPath } from './ring';
import { editableLines, type VertexId } from './vertices';

/** How near two vertices of different shapes count as one, in picture pixels. */
export const SHARED_WITHIN = 1e-6;

/** The vertices of a geometry that are at a place. */
export function verticesAt(geometry: Geometry, place: Point, epsilon = SHARED_WITHIN): VertexId[] {
  return editableLines(geometry).flatMap(({ points }, line) =>
    points.flatMap((point, index) => (samePoint(point, place, epsilon) ? [{ line, index }] : [])),
  );
}

/**
 * The part of a neighbour's outline between two places on it, to be copied into a new one. Without `via` the shorter
 * way is taken; with it, the way that passes nearer to it.
 */
export function borderBetween(ring: Ring, from: OnLine, to: OnLine, via?: Point): Point[] {
  const there = ringPath(ring, from, to);
  const back = ringPath(ring, to, from).reverse();
  const weigh = via ? (path: Point[]) => awayFrom(path, via) : pathLength;
  return weigh(there) <= weigh(back) ? there : back;
}

const pathLength = (path: readonly Point[]): number =>
  path.reduce((sum, [x, y], index) => {
    const previous = path[index - 1];
    return previous ? sum + Math.hypot(x - previous[0], y - previous[1]) : sum;
  }, 0);

const awayFrom = (path: readonly Point[], via: Point): number =>
  Math.min(...path.map(([x, y]) => Math.hypot(x - via[0], y - via[1])));

/** A ring with the way between two places on it replaced by another line from the first place to the second. */
export function redrawn(
  ring: Ring,
  from: OnLine,
  to: OnLine,
  line: readonly Point[],
): [shorter: Point[], longer: Point[]] {
  const inner = line.slice(1, -1);
  const one = [...ringPath(ring, to, from), ...inner];
  const other = [...ringPath(ring, from, to).reverse(), ...inner];
  const lengthOne = pathLength(ringPath(ring, from, to));
  const lengthOther = pathLength(ringPath(ring, to, from));
  return lengthOne <= lengthOther ? [one, other] : [other, one];
}
