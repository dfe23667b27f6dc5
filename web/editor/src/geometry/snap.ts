import { type Bounds, clamped, cornersOf } from './bounds';
import type { Geometry } from './geometry';
import { type Outline, outlinesOf } from './path';
import { at, between, distance, type Point } from './point';
import { nearestOnLine } from './ring';
import { crossingOf } from './segment';

export type SnapKind = 'vertex' | 'intersection' | 'midpoint' | 'edge' | 'border' | 'grid';

export interface SnapOptions {
  readonly kinds: ReadonlySet<SnapKind>;
  /** In picture pixels; eight screen pixels by default. */
  readonly reach: number;
  readonly picture: Bounds;
  /** Distance of grid lines in picture pixels. */
  readonly gridStep?: number;
}

export interface Snapped {
  readonly point: Point;
  readonly kind: SnapKind;
}

export const SNAP_REACH = 8;
export const ALL_SNAPS: ReadonlySet<SnapKind> = new Set<SnapKind>([
  'vertex',
  'intersection',
  'midpoint',
  'edge',
  'border',
]);

/** Exact places win over places along a line, and those over the grid, even where they are further away. */
const ORDER: readonly SnapKind[][] = [['vertex', 'intersection'], ['midpoint'], ['edge', 'border'], ['grid']];

/** The place near a point that a new vertex should take, or null. */
export function snapped(point: Point, neighbours: readonly Geometry[], options: SnapOptions): Snapped | null {
  const outlines = neighbours.flatMap(linesOf);
  for (const kinds of ORDER) {
    const found = kinds
      .filter((kind) => options.kinds.has(kind))
      .flatMap((kind) => finders[kind](point, outlines, options).map((place): Snapped => ({ point: place, kind })));
    const best = nearest(found, point, options.reach);
    if (best) return best;
  }
  return null;
}

function nearest(found: readonly Snapped[], point: Point, reach: number): Snapped | null {
  let best: Snapped | null = null;
  let least = reach;
  for (const candidate of found) {
    const away = distance(candidate.point, point);
    if (away > least || (best !== null && away === least)) continue;
    least = away;
    best = candidate;
  }
  return best;
}

type Line = Pick<Outline, 'points' | 'closed'> & { readonly hasVertices: boolean };

/** Curves have no vertices to snap to, only their knots. */
function linesOf(geometry: Geometry): Line[] {
  if (geometry.kind === 'point') return [{ points: [geometry.point], closed: false, hasVertices: true }];
  const isCurved = geometry.kind === 'spline' || geometry.kind === 'circle' || geometry.kind === 'ellipse';
  const lines = outlinesOf(geometry).flatMap(({ points, closed, holes }) => [
    { points, closed, hasVertices: !isCurved },
    ...holes.map((hole) => ({ points: hole, closed: true, hasVertices: true })),
  ]);
  return geometry.kind === 'spline' ? [...lines, ...geometry.points.map(knotLine)] : lines;
}

const knotLine = (point: Point): Line => ({ points: [point], closed: false, hasVertices: true });

type Finder = (point: Point, lines: readonly Line[], options: SnapOptions) => Point[];

const finders: Readonly<Record<SnapKind, Finder>> = {
  vertex: (_, lines, { picture }) => [
    ...lines.filter(({ hasVertices }) => hasVertices).flatMap(({ points }) => points),
    ...cornersOf(picture),
  ],
  intersection: (point, lines, { reach }) => crossings(edgesNear(point, lines, reach)),
  midpoint: (point, lines, { reach }) =>
    edgesNear(
      point,
      lines.filter(({ hasVertices }) => hasVertices),
      reach,
    ).map(([a, b]) => between(a, b, 0.5)),
  edge: (point, lines) =>
    lines.flatMap(({ points, closed }) => {
      const found = points.length > 1 ? nearestOnLine(points, closed, point) : null;
      return found ? [found.point] : [];
    }),
  border: (point, _, { picture }) => {
    const { minX, minY, maxX, maxY } = picture;
    const [x, y] = clamped(point, picture);
    return [
      [minX, y],
      [maxX, y],
      [x, minY],
      [x, maxY],
    ];
  },
  grid: ([x, y], _, { gridStep = 0 }) =>
    gridStep > 0 ? [[Math.round(x / gridStep) * gridStep, Math.round(y / gridStep) * gridStep]] : [],
};

type Edge = readonly [Point, Point];

function edgesNear(point: Point, lines: readonly Line[], reach: number): Edge[] {
  const edges: Edge[] = [];
  for (const { points, closed } of lines) {
    const count = closed ? points.length : points.length - 1;
    for (let index = 0; index < count; index++) {
      const edge: Edge = [at(points, index), at(points, index + 1)];
      if ((nearestOnLine(edge, false, point)?.distance ?? Number.POSITIVE_INFINITY) <= reach) edges.push(edge);
    }
  }
  return edges;
}

function crossings(edges: readonly Edge[]): Point[] {
  return edges.flatMap(([a, b], index) =>
    edges.slice(index + 1).flatMap(([c, d]) => {
      const crossing = crossingOf(a, b, c, d);
      return crossing ? [crossing] : [];
    }),
  );
}
