/** A line or ring made ready for drawing at any scale. */
export interface Outline {
  readonly points: Float64Array;
  readonly closed: boolean;
  /** Per point: the coarsest tolerance at which it is still needed, in pixels of the picture (Douglas and Peucker 1973). */
  readonly importance: Float32Array;
}

/** Rings run one way and their holes the other, so that many overlapping ones can be filled at once by the non-zero rule. */
export type Winding = 'as is' | 'clockwise' | 'counterclockwise';

export function outlineOf(points: Float64Array, closed: boolean, winding: Winding): Outline {
  const turnedAround =
    winding !== 'as is' && signedArea(points) !== 0 && signedArea(points) > 0 !== (winding === 'clockwise');
  const ready = turnedAround ? reversed(points) : points;
  return { points: ready, closed, importance: importanceOf(ready, closed) };
}

/** Positive where the ring runs clockwise on a screen whose y axis points down. */
export function signedArea(points: Float64Array): number {
  let sum = 0;
  let px = points.at(-2) ?? 0;
  let py = points.at(-1) ?? 0;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    sum += px * y - x * py;
    px = x;
    py = y;
  }
  return sum / 2;
}

function reversed(points: Float64Array): Float64Array {
  const result = new Float64Array(points.length);
  for (let i = 0; i + 1 < points.length; i += 2) {
    result[points.length - 2 - i] = points[i] ?? 0;
    result[points.length - 1 - i] = points[i + 1] ?? 0;
  }
  return result;
}

function importanceOf(points: Float64Array, closed: boolean): Float32Array {
  const count = points.length >> 1;
  const importance = new Float32Array(count);
  if (count === 0) return importance;
  const far = closed ? farthestFromFirst(points, count) : count - 1;
  importance[0] = Number.POSITIVE_INFINITY;
  importance[far] = Number.POSITIVE_INFINITY;
  // A stack of its own: an outline traced from a mask may have a hundred thousand points in one curve.
  const spans = closed ? [0, far, far, count] : [0, far];
  const limits = closed ? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] : [Number.POSITIVE_INFINITY];
  while (spans.length > 0) {
    const end = spans.pop() ?? 0;
    const start = spans.pop() ?? 0;
    const limit = limits.pop() ?? 0;
    const [at, distance] = farthestFromChord(points, start, end, count);
    if (at < 0) continue;
    // A point is never needed longer than the one whose span it divides.
    const needed = Math.min(limit, distance);
    importance[at] = needed;
    spans.push(start, at, at, end);
    limits.push(needed, needed);
  }
  return importance;
}

function farthestFromFirst(points: Float64Array, count: number): number {
  let best = 0;
  let farthest = -1;
  for (let i = 1; i < count; i++) {
    const dx = (points[2 * i] ?? 0) - (points[0] ?? 0);
    const dy = (points[2 * i + 1] ?? 0) - (points[1] ?? 0);
    const distance = dx * dx + dy * dy;
    if (distance > farthest) {
      farthest = distance;
      best = i;
    }
  }
  return best;
}

function farthestFromChord(
  points: Float64Array,
  start: number,
  end: number,
  count: number,
): [at: number, distance: number] {
  const last = end % count;
  const ax = points[2 * start] ?? 0;
  const ay = points[2 * start + 1] ?? 0;
  const bx = (points[2 * last] ?? 0) - ax;
  const by = (points[2 * last + 1] ?? 0) - ay;
  const length = Math.hypot(bx, by);
  let at = -1;
  let farthest = -1;
  for (let i = start + 1; i < end; i++) {
    const dx = (points[2 * i] ?? 0) - ax;
    const dy = (points[2 * i + 1] ?? 0) - ay;
    const distance = length > 0 ? Math.abs(dx * by - dy * bx) / length : Math.hypot(dx, dy);
    if (distance > farthest) {
      farthest = distance;
      at = i;
    }
  }
  return [at, farthest];
}
