import type { KnotHandles, Spline } from './geometry';
import { add, at, between, distance, type Point, samePoint, scaled, subtract } from './point';
import { nearestOnSegment } from './segment';

/** A cubic Bézier piece. */
export type Bezier = readonly [from: Point, control1: Point, control2: Point, to: Point];

/** How far a flattened curve may be from the curve, in picture pixels. */
export const FLATNESS = 0.25;

/** The Bézier pieces of a spline. */
export function bezierOf({ points, closed, handles }: Spline): Bezier[] {
  if (points.length < 2) return [];
  const knots = points.map((_, index) => handles[index] ?? smoothHandles(points, closed, index));
  const pieces = closed ? points.length : points.length - 1;
  return Array.from({ length: pieces }, (_, index) => {
    const from = at(points, index);
    const to = at(points, index + 1);
    return [from, add(from, at(knots, index)[1]), add(to, at(knots, index + 1)[0]), to];
  });
}

/** The handles of a smooth knot: centripetal Catmull-Rom turned into Bézier control points. */
export function smoothHandles(points: readonly Point[], closed: boolean, index: number): KnotHandles {
  const here = at(points, index);
  const isEnd = !closed && (index === 0 || index === points.length - 1);
  const before = !closed && index === 0 ? here : at(points, index - 1);
  const after = !closed && index === points.length - 1 ? here : at(points, index + 1);
  const d1 = Math.sqrt(distance(before, here));
  const d2 = Math.sqrt(distance(here, after));
  if (isEnd || d1 === 0 || d2 === 0) {
    return [scaled(subtract(before, here), 1 / 3), scaled(subtract(after, here), 1 / 3)];
  }
  // Derivative at the knot for the parameter steps d1 and d2 (Yuksel, Schaefer, Keyser: On the parameterization
  // of Catmull-Rom curves, 2009); a Bézier control point is a third of the piece's step away.
  const tangent = add(
    subtract(scaled(subtract(here, before), 1 / d1), scaled(subtract(after, before), 1 / (d1 + d2))),
    scaled(subtract(after, here), 1 / d2),
  );
  return [scaled(tangent, -d1 / 3), scaled(tangent, d2 / 3)];
}

/** The knots' own handles, as far as stored control points differ from those of smooth knots. */
export function handlesFrom(points: readonly Point[], closed: boolean, controls: readonly Point[]): Spline['handles'] {
  const pieces = closed ? points.length : points.length - 1;
  if (controls.length !== pieces * 3 + 1) return points.map(() => null);
  return points.map((point, index) => {
    const smooth = smoothHandles(points, closed, index);
    const hasBefore = closed || index > 0;
    const hasAfter = closed || index < points.length - 1;
    const before = hasBefore ? subtract(at(controls.slice(0, -1), index * 3 - 1), point) : smooth[0];
    const after = hasAfter ? subtract(at(controls, index * 3 + 1), point) : smooth[1];
    const isSmooth = samePoint(before, smooth[0], 1e-6) && samePoint(after, smooth[1], 1e-6);
    return isSmooth ? null : [before, after];
  });
}

/** Enough for circles far larger than pictures are. */
const MOST_CHORDS = 4096;

/** A line along the pieces, nowhere further than `flatness` from them. */
export function flattened(pieces: readonly Bezier[], flatness = FLATNESS): Point[] {
  const [first] = pieces;
  if (!first) return [];
  const line: Point[] = [first[0]];
  for (const piece of pieces) split(piece, flatness, 12, line);
  return line;
}

function split(piece: Bezier, flatness: number, depth: number, line: Point[]): void {
  const [a, b, c, d] = piece;
  const isFlat = nearestOnSegment(b, a, d).distance <= flatness && nearestOnSegment(c, a, d).distance <= flatness;
  if (isFlat || depth === 0) {
    line.push(d);
    return;
  }
  const [left, right] = halves(a, b, c, d);
  split(left, flatness, depth - 1, line);
  split(right, flatness, depth - 1, line);
}

function halves(a: Point, b: Point, c: Point, d: Point): [Bezier, Bezier] {
  const ab = between(a, b, 0.5);
  const bc = between(b, c, 0.5);
  const cd = between(c, d, 0.5);
  const abc = between(ab, bc, 0.5);
  const bcd = between(bc, cd, 0.5);
  const middle = between(abc, bcd, 0.5);
  return [
    [a, ab, abc, middle],
    [middle, bcd, cd, d],
  ];
}

/** The outline of an ellipse; the chords are nowhere further than `flatness` from it. */
export function ellipseRing(
  centre: Point,
  radii: readonly [number, number],
  rotation: number,
  flatness = FLATNESS,
): Point[] {
  const largest = Math.max(Math.abs(radii[0]), Math.abs(radii[1]), flatness);
  const needed = Math.ceil(Math.PI / Math.acos(1 - Math.min(1, flatness / largest)));
  const count = Math.min(MOST_CHORDS, Math.max(8, needed));
  const turn = (rotation * Math.PI) / 180;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return Array.from({ length: count }, (_, index) => {
    const angle = (index * 2 * Math.PI) / count;
    const x = radii[0] * Math.cos(angle);
    const y = radii[1] * Math.sin(angle);
    return [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos];
  });
}
