import type { Frame } from '../frame';
import type { StyleBatch } from '../scene/styleBatch';
import { matrixOf } from '../view';
import { pointSize, withAlpha } from './paintBatches';

const dark = '#000000';
const light = '#ffffff';

/** Brings shapes out on any background: a dark and a light line around the selected ones, a wider line of its own colour for the hovered one. */
export function paintContrast(
  context: CanvasRenderingContext2D,
  frame: Frame,
  batches: readonly StyleBatch[],
  how: 'selected' | 'hovered',
): void {
  const m = matrixOf(frame.view, frame.pixelRatio);
  context.setTransform(m.a, m.b, m.c, m.d, m.e, m.f);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  for (const batch of batches) {
    context.fillStyle = withAlpha(batch.color, 0.25 * frame.look.opacity);
    context.fill(batch.areas, 'nonzero');
    const width = frame.look.strokeWidth;
    if (how === 'hovered') {
      strokeAll(context, frame, batch, batch.color, width + 1.5);
      continue;
    }
    strokeAll(context, frame, batch, dark, width + 3);
    strokeAll(context, frame, batch, light, width + 0.5);
  }
}

/** `width` in CSS pixels. */
function strokeAll(
  context: CanvasRenderingContext2D,
  frame: Frame,
  batch: StyleBatch,
  color: string,
  width: number,
): void {
  const css = 1 / frame.view.scale;
  context.strokeStyle = color;
  context.lineWidth = width * css;
  context.stroke(batch.areas);
  context.stroke(batch.lines);
  context.stroke(batch.specks);
  context.lineWidth = (pointSize + width) * css;
  context.stroke(batch.dots);
  context.lineWidth = (pointSize - 2) * css;
  context.strokeStyle = batch.color;
  context.stroke(batch.dots);
}
