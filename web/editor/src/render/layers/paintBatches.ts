import type { Frame } from '../frame';
import { dotBelow } from '../scene/detail';
import type { StyleBatch } from '../scene/styleBatch';
import { matrixOf } from '../view';

/** Diameter of single points and side of vertices; CSS pixels. */
export const pointSize = 8;
export const vertexSize = 4;
const pale = '#ffffff';

/** How batches are drawn. */
export interface Pen {
  readonly frame: Frame;
  /** Device pixels. */
  readonly lineWidth: number;
  readonly thin: boolean;
}

/** Where most shapes are smaller than this their lines are one device pixel thin; CSS pixels. */
const thinBelow = 24;

/** Chromium's rasteriser draws lines of a pixel ten times faster, and wider ones hide small shapes. */
export function penFor(frame: Frame, typicalSize: number): Pen {
  const wanted = frame.look.strokeWidth * frame.pixelRatio;
  const thin = typicalSize * frame.view.scale < thinBelow;
  return { frame, thin, lineWidth: thin ? Math.min(wanted, 0.99) : wanted };
}

/** Draws batches and returns the number of fills and strokes. */
export function paintBatches(context: CanvasRenderingContext2D, batches: readonly StyleBatch[], pen: Pen): number {
  const { view, pixelRatio } = pen.frame;
  const m = matrixOf(view, pixelRatio);
  context.setTransform(m.a, m.b, m.c, m.d, m.e, m.f);
  let calls = 0;
  for (const batch of batches) calls += paintBatch(context, batch, pen);
  return calls;
}

function paintBatch(context: CanvasRenderingContext2D, batch: StyleBatch, { frame, lineWidth }: Pen): number {
  const { has } = batch;
  const unit = 1 / (frame.view.scale * frame.pixelRatio);
  const css = 1 / frame.view.scale;
  let calls = 0;
  const stroke = (path: Path2D, width: number, style: string, cap: CanvasLineCap) => {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.lineCap = cap;
    context.stroke(path);
    calls++;
  };
  if (has.areas && batch.fill * frame.look.opacity > 0) {
    context.fillStyle = withAlpha(batch.color, batch.fill * frame.look.opacity);
    context.fill(batch.areas, 'nonzero');
    calls++;
  }
  context.lineJoin = 'round';
  if (batch.dashed) context.setLineDash([6 * css, 4 * css]);
  if (has.areas) stroke(batch.areas, lineWidth * unit, batch.color, 'butt');
  if (has.lines) stroke(batch.lines, lineWidth * unit, batch.color, 'butt');
  if (batch.dashed) context.setLineDash([]);
  if (has.specks) stroke(batch.specks, dotBelow * css, batch.color, 'square');
  if (has.vertices) stroke(batch.vertices, vertexSize * css, batch.color, 'square');
  if (has.dots) {
    stroke(batch.dots, pointSize * css, pale, 'round');
    stroke(batch.dots, (pointSize - 2) * css, batch.color, 'round');
  }
  return calls;
}

/** #rrggbb with an opacity. */
export function withAlpha(color: string, alpha: number): string {
  const byte = Math.round(Math.min(Math.max(alpha, 0), 1) * 255);
  return color + byte.toString(16).padStart(2, '0');
}
