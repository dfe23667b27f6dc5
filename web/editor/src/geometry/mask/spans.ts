import { at, type Point } from '../point';
import type { Ring } from '../ring';

/** Pixels of a row whose centres are covered: from `from` up to but without `to`. */
export interface Span {
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

export interface BrushTip {
  readonly shape: 'circle' | 'square';
  /** Diameter or side in pixels. */
  readonly size: number;
}

/** Small tips are put on whole pixels, so that a tip of n pixels covers n pixels wherever it is. */
const SNAPPED_BELOW = 8;

/** The pixels that a tip covers on its way between two places, ends included; only rows of a picture so high. */
export function strokeSpans(from: Point, to: Point, tip: BrushTip, height: number): Span[] {
  const size = Math.max(1, Math.round(tip.size));
  const [a, b] = [placed(from, size), placed(to, size)];
  const ends = tip.shape === 'circle' ? capsule(a, b, size / 2) : sweptSquare(a, b, size / 2);
  return rows(Math.min(a[1], b[1]) - size / 2, Math.max(a[1], b[1]) + size / 2, height, ends);
}

type EndsAt = (y: number) => readonly [number, number];

function placed([x, y]: Point, size: number): Point {
  if (size >= SNAPPED_BELOW) return [x, y];
  return size % 2 === 1 ? [Math.floor(x) + 0.5, Math.floor(y) + 0.5] : [Math.round(x), Math.round(y)];
}

/** A circle swept along a line: convex, so each row is one span between the outermost of circles and side walls. */
function capsule(a: Point, b: Point, radius: number): EndsAt {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.hypot(dx, dy);
  const across: Point = length === 0 ? [0, 0] : [(-dy / length) * radius, (dx / length) * radius];
  const wall: Ring = [
    [a[0] + across[0], a[1] + across[1]],
    [b[0] + across[0], b[1] + across[1]],
    [b[0] - across[0], b[1] - across[1]],
    [a[0] - across[0], a[1] - across[1]],
  ];
  return (y) => {
    const ends = [...circleEnds(a, radius, y), ...circleEnds(b, radius, y), ...crossings([wall], y)];
    return [Math.min(...ends), Math.max(...ends)];
  };
}

function circleEnds([x, y]: Point, radius: number, row: number): number[] {
  const half = radius * radius - (row - y) * (row - y);
  return half < 0 ? [] : [x - Math.sqrt(half), x + Math.sqrt(half)];
}

function sweptSquare(a: Point, b: Point, half: number): EndsAt {
  const corners = (point: Point): Point[] => [
    [point[0] - half, point[1] - half],
    [point[0] + half, point[1] - half],
    [point[0] + half, point[1] + half],
    [point[0] - half, point[1] + half],
  ];
  const [one, other] = [corners(a), corners(b)];
  const walls = one.map((corner, index): Ring => [corner, at(other, index)]);
  return (y) => {
    const ends = crossings([one, other, ...walls], y);
    return [Math.min(...ends), Math.max(...ends)];
  };
}

/** One span for each row of pixels whose centres are between two heights. */
function rows(top: number, bottom: number, height: number, endsAt: EndsAt): Span[] {
  const spans: Span[] = [];
  for (let y = Math.max(0, Math.ceil(top - 0.5)); y < height && y + 0.5 <= bottom; y++) {
    const [left, right] = endsAt(y + 0.5);
    const from = firstPixel(left);
    const to = firstPixel(right);
    if (to > from) spans.push({ y, from, to });
  }
  return spans;
}

/** The first pixel whose centre is not left of a place; the zero that is added makes a zero of a negative one. */
const firstPixel = (x: number): number => Math.ceil(x - 0.5) + 0;

/** Where rings cross a height, in no order. */
function crossings(rings: readonly Ring[], y: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    let previous = at(ring, -1);
    for (const point of ring) {
      if (point[1] > y !== previous[1] > y) {
        found.push(previous[0] + ((y - previous[1]) / (point[1] - previous[1])) * (point[0] - previous[0]));
      }
      previous = point;
    }
  }
  return found;
}

/** The pixels inside of rings, by the even-odd rule; only rows from `top` up to but without `bottom`. */
export function ringSpans(rings: readonly Ring[], top: number, bottom: number): Span[] {
  const spans: Span[] = [];
  for (let y = top; y < bottom; y++) spans.push(...insideSpans(rings, y));
  return spans;
}

/** The parts of a row inside of rings. */
export function insideSpans(rings: readonly Ring[], y: number): Span[] {
  const ends = crossings(rings, y + 0.5).sort((a, b) => a - b);
  const spans: Span[] = [];
  for (let index = 0; index + 1 < ends.length; index += 2) {
    const from = firstPixel(at(ends, index));
    const to = firstPixel(at(ends, index + 1));
    if (to > from) spans.push({ y, from, to });
  }
  return spans;
}

/** What of spans lies inside of rings. */
export function clippedSpans(spans: readonly Span[], rings: readonly Ring[] | null): readonly Span[] {
  if (!rings) return spans;
  return spans.flatMap(({ y, from, to }) =>
    insideSpans(rings, y).flatMap((inside) => {
      const [start, end] = [Math.max(from, inside.from), Math.min(to, inside.to)];
      return end > start ? [{ y, from: start, to: end }] : [];
    }),
  );
}
