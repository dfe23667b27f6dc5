import { at, distance, type Point, samePoint } from './point';
import { nearestOnSegment } from './segment';

/** A closed line; the first point is not repeated at the end. */
export type Ring = readonly Point[];

/** Area by the shoelace formula: positive when the ring runs clockwise on screen. */
export function signedArea(ring: Ring): number {
  let sum = 0;
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous) sum += previous[0] * point[1] - point[0] * previous[1];
    previous = point;
  }
  return sum / 2;
}

/** Whether a point is inside, by the even-odd rule. */
export function ringContains(ring: Ring, [x, y]: Point): boolean {
  let inside = false;
  let previous = ring.at(-1);
  for (const point of ring) {
    if (previous && point[1] > y !== previous[1] > y) {
      const crossing = ((previous[0] - point[0]) * (y - point[1])) / (previous[1] - point[1]) + point[0];
      if (x < crossing) inside = !inside;
    }
    previous = point;
  }
  return inside;
}

export interface OnLine {
  readonly point: Point;
  readonly distance: number;
  /** The edge from vertex `index` to the next one. */
  readonly index: number;
  readonly t: number;
}

/** The nearest place of a line, or null without points. A single point counts as a line of no length. */
export function nearestOnLine(line: readonly Point[], closed: boolean, point: Point): OnLine | null {
  let best: OnLine | null = null;
  const edges = closed ? line.length : Math.max(1, line.length - 1);
  for (let index = 0; index < edges && line.length > 0; index++) {
    const found = nearestOnSegment(point, at(line, index), at(line, index + 1));
    if (best === null || found.distance < best.distance) best = { ...found, index };
  }
  return best;
}

/** Length of a line. */
export function lengthOfLine(line: readonly Point[], closed: boolean): number {
  let sum = 0;
  const edges = closed ? line.length : line.length - 1;
  for (let index = 0; index < edges; index++) sum += distance(at(line, index), at(line, index + 1));
  return sum;
}

/** Without points that repeat the one before, and for rings without a last point that repeats the first. */
export function withoutRepeats(line: readonly Point[], closed: boolean): Point[] {
  const kept = line.filter((point, index) => index === 0 || !samePoint(point, at(line, index - 1)));
  while (closed && kept.length > 1 && samePoint(at(kept, 0), at(kept, -1))) kept.pop();
  return kept;
}

/** The part of a ring from one place on it to another, in its own direction, both places included. */
export function ringPath(ring: Ring, from: OnLine, to: OnLine): Point[] {
  const path: Point[] = [from.point];
  let index = from.index;
  const wraps = to.index === from.index && to.t < from.t;
  if (index !== to.index || wraps) {
    do {
      index = (index + 1) % ring.length;
      path.push(at(ring, index));
    } while (index !== to.index);
  }
  path.push(to.point);
  return withoutRepeats(path, false);
}
