import type { Box } from '../box';
import type { DrawnShape } from '../renderer';
import { type Outline, outlineOf } from './outline';
import type { ShapeGroup } from './shapeGroup';

/** A stored shape with what drawing it needs, worked out once. */
export interface PlacedShape extends Box {
  readonly shape: DrawnShape;
  readonly outlines: readonly Outline[];
  /** Shapes of one style can be drawn by one fill and one stroke. */
  readonly style: string;
  /** Mean length of its edges, in pixels of the picture. */
  readonly edge: number;
  /** Where its cached paths are, once the scene has settled. */
  group: ShapeGroup | null;
  /** False when it was replaced or removed, but is still in the index. */
  current: boolean;
  /** False when hidden, or while a tool shows it in its overlay. */
  visible: boolean;
}

export function place(shape: DrawnShape): PlacedShape {
  const outlines = shape.paths.flatMap((path) =>
    path.closed
      ? [
          outlineOf(path.points, true, 'clockwise'),
          ...(path.holes ?? []).map((hole) => outlineOf(hole, true, 'counterclockwise')),
        ]
      : [outlineOf(path.points, false, 'as is')],
  );
  const style = `${shape.color} ${shape.fill} ${shape.dashed}`;
  const edge = meanEdge(outlines);
  return { ...boundsOf(shape), shape, outlines, style, edge, group: null, current: true, visible: true };
}

/** False for a shape without points or with NaN: it is kept, but there is nothing to see. */
export function isDrawable({ minX, minY, maxX, maxY }: Box): boolean {
  return Number.isFinite(minX + minY + maxX + maxY);
}

function boundsOf(shape: DrawnShape): Box {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  const add = (x: number, y: number) => {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  };
  for (const path of shape.paths) {
    for (let i = 0; i + 1 < path.points.length; i += 2) add(path.points[i] ?? 0, path.points[i + 1] ?? 0);
  }
  for (const [x, y] of shape.points) add(x, y);
  return { minX, minY, maxX, maxY };
}

function meanEdge(outlines: readonly Outline[]): number {
  let length = 0;
  let edges = 0;
  for (const { points } of outlines) {
    for (let i = 3; i < points.length; i += 2) {
      length += Math.hypot((points[i - 1] ?? 0) - (points[i - 3] ?? 0), (points[i] ?? 0) - (points[i - 2] ?? 0));
      edges++;
    }
  }
  return edges === 0 ? 0 : length / edges;
}
