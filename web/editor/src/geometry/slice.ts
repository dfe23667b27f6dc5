import { type Area, intersected, subtracted } from './boolean';
import { boundsOf } from './bounds';
import type { Zone } from './geometry';
import { add, at, distance, lengthOf, type Point, scaled, subtract } from './point';

/**
 * Cuts an area along a line of two or more points. The line is lengthened at both ends, so it may begin and end
 * inside; every piece is returned as an area of its own. One piece tells that the line missed.
 */
export function sliced(area: Area, knife: readonly Point[]): Zone[] {
  const side = sideOf(area, knife);
  if (!side) return [...area];
  return [...intersected(area, [side]), ...subtracted(area, [side])];
}

/** Everything on one side of the knife, as far as the area reaches. */
function sideOf(area: Area, knife: readonly Point[]): Zone | null {
  const start = at(knife, 0);
  const end = at(knife, -1);
  if (knife.length < 2 || distance(start, end) === 0) return null;
  const bounds = boundsOf([...knife, ...area.flatMap(({ region }) => region)]);
  const far = 2 * Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) + 1;
  const before = beyond(at(knife, 1), start, far);
  const after = beyond(at(knife, -2), end, far);
  return { region: [before, ...knife, after, ...arc(before, after, far * 4)], holes: [] };
}

function beyond(from: Point, to: Point, by: number): Point {
  const along = subtract(to, from);
  const length = lengthOf(along);
  return length === 0 ? to : add(to, scaled(along, by / length));
}

/** Points far outside that lead from the knife's far end back to its beginning, around one side. */
function arc(before: Point, after: Point, radius: number): Point[] {
  const middle: Point = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
  const from = Math.atan2(after[1] - middle[1], after[0] - middle[0]);
  const to = Math.atan2(before[1] - middle[1], before[0] - middle[0]);
  const turn = (to - from + 2 * Math.PI) % (2 * Math.PI);
  return [0, 1, 2, 3, 4].map((step) => {
    const angle = from + (turn * step) / 4;
    return [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)];
  });
}
