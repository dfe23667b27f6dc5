import type { DrawnShape } from '../renderer';
import { Detail } from './detail';
import type { Outline } from './outline';
import type { PlacedShape } from './placedShape';

/** Everything of one style that can be drawn by one fill and one stroke. */
export interface StyleBatch {
  readonly color: string;
  readonly fill: number;
  readonly dashed: boolean;
  readonly areas: Path2D;
  /** Lines that end, not filled. */
  readonly lines: Path2D;
  /** Lines of hardly any length: stroked with round ends they are dots of constant size at every scale. */
  readonly dots: Path2D;
  /** Likewise, shapes too small to be seen. */
  readonly specks: Path2D;
  readonly vertices: Path2D;
  readonly has: { areas: boolean; lines: boolean; dots: boolean; specks: boolean; vertices: boolean };
  readonly shapes: number;
}

/** One batch for each list of shapes; those of a list have one style. */
export function batchesOf(lists: readonly (readonly PlacedShape[])[], level: number): StyleBatch[] {
  return lists.flatMap((shapes) => batchOf(shapes, level) ?? []);
}

function batchOf(shapes: readonly PlacedShape[], level: number): StyleBatch | null {
  const [first] = shapes;
  if (!first) return null;
  const detail = new Detail(level);
  const batch = emptyBatch(first.shape, shapes.length);
  for (const placed of shapes) {
    if (detail.isDot(placed)) addSpeck(batch, placed);
    else addShape(batch, placed, detail);
  }
  return batch;
}

function emptyBatch({ color, fill, dashed }: DrawnShape, shapes: number): StyleBatch {
  return {
    color,
    fill,
    dashed,
    areas: new Path2D(),
    lines: new Path2D(),
    dots: new Path2D(),
    specks: new Path2D(),
    vertices: new Path2D(),
    has: { areas: false, lines: false, dots: false, specks: false, vertices: false },
    shapes,
  };
}

function addSpeck({ specks, has }: StyleBatch, { minX, minY, maxX, maxY }: PlacedShape): void {
  has.specks = true;
  const x = (minX + maxX) / 2;
  const y = (minY + maxY) / 2;
  addDot(specks, x, y);
}

function addShape(batch: StyleBatch, placed: PlacedShape, detail: Detail): void {
  const { has } = batch;
  for (const outline of placed.outlines) {
    if (outline.closed) has.areas = true;
    else has.lines = true;
    trace(outline.closed ? batch.areas : batch.lines, outline, detail.tolerance);
  }
  for (const [x, y] of placed.shape.points) {
    has.dots = true;
    addDot(batch.dots, x, y);
  }
  if (!detail.showsVertices(placed)) return;
  has.vertices = true;
  for (const { points } of placed.outlines) addVertices(batch.vertices, points);
}

/** Adds the points of an outline that the tolerance needs. */
export function trace(path: Path2D, { points, closed, importance }: Outline, tolerance: number): void {
  for (let i = 0; i < importance.length; i++) {
    if ((importance[i] ?? 0) < tolerance) continue;
    const x = points[2 * i] ?? 0;
    const y = points[2 * i + 1] ?? 0;
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  if (closed) path.closePath();
}

function addVertices(path: Path2D, points: Float64Array): void {
  for (let i = 0; i + 1 < points.length; i += 2) {
    addDot(path, points[i] ?? 0, points[i + 1] ?? 0);
  }
}

/** A canvas leaves out lines of no length at all. */
function addDot(path: Path2D, x: number, y: number): void {
  path.moveTo(x, y);
  path.lineTo(x + 0.01, y);
}
