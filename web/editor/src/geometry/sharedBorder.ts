import type { Geometry } from './geometry';
import { type Point, samePoint } from './point';
import { type OnLine, type Ring, ringPath } from './ring';
import { editableLines, type VertexId } from './vertices';

/** How near two vertices of different shapes count as one, in picture pixels: one of them may be rounded. */
export const SHARED_WITHIN = 0.01;

/** The vertices of a geometry that are at a place. */
export function verticesAt(geometry: Geometry, place: Point, epsilon = SHARED_WITHIN): VertexId[] {
  return editableLines(geometry).flatMap(({ points }, line) =>
    points.flatMap((point, index) => (samePoint(point, place, epsilon) ? [{ line, index }] : [])),
  );
}

/** The part of a neighbour's outline between two places on it, the shorter way, to be copied into a new one. */
export function borderBetween(ring: Ring, from: OnLine, to: OnLine): Point[] {
  const there = ringPath(ring, from, to);
  const back = ringPath(ring, to, from).reverse();
  return pathLength(there) <= pathLength(back) ? there : back;
}

const pathLength = (path: readonly Point[]): number =>
  path.reduce((sum, [x, y], index) => {
    const previous = path[index - 1];
    return previous ? sum + Math.hypot(x - previous[0], y - previous[1]) : sum;
  }, 0);

/** A ring of which a part was replaced. */
export interface Redrawn {
  readonly ring: Point[];
  /** The part that is gone, ends included. */
  readonly replaced: readonly Point[];
}

/** The two rings that come about when a line from one place on a ring to another replaces either way between them. */
export function redrawn(ring: Ring, from: OnLine, to: OnLine, line: readonly Point[]): readonly [Redrawn, Redrawn] {
  const inner = line.slice(1, -1);
  const [there, back] = [ringPath(ring, from, to), ringPath(ring, to, from)];
  return [
    { ring: [...back, ...inner], replaced: there },
    { ring: [...there.toReversed(), ...inner], replaced: back },
  ];
}

/**
 * The one in which the lesser part was replaced: fewer vertices and less length. Null when these disagree, and somebody
 * has to choose.
 */
export function lesserOf([one, other]: readonly [Redrawn, Redrawn]): Redrawn | null {
  const byLength = pathLength(one.replaced) <= pathLength(other.replaced) ? one : other;
  const rest = byLength === one ? other : one;
  return byLength.replaced.length <= rest.replaced.length ? byLength : null;
}
