import type { BrushTip } from '../../geometry/mask/spans';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import { BRUSH_SIZES } from '../options';
import type { Sketch } from '../Sketch';
import { Idle } from './Idle';
import { PaintTool } from './PaintTool';

/** Paints and erases by strokes. */
export class BrushTool extends PaintTool {
  readonly id = 'brush';
  override readonly isHeld = true;
  /** Where the last stroke ended, for a straight one from there. */
  lastStamp: Point | null = null;

  idle(): Idle {
    return new Idle(this);
  }

  /** The tip under this pointer. */
  tipFor(pointer: Pointer): BrushTip {
    const { brushShape, brushSize, pressure } = this.editor.options;
    const factor = pressure && pointer.type === 'pen' ? pointer.pressure * 2 : 1;
    return { shape: brushShape, size: Math.max(BRUSH_SIZES.least, brushSize * factor) };
  }

  erases(pointer: Pointer): boolean {
    return this.editor.options.eraser || pointer.ctrl;
  }

  /** Makes the tip larger or smaller by steps of a tenth. */
  turn(steps: number): boolean {
    const { brushSize } = this.editor.options;
    const next = steps > 0 ? Math.max(brushSize + 1, brushSize * 1.1) : Math.min(brushSize - 1, brushSize / 1.1);
    const size = Math.min(BRUSH_SIZES.most, Math.max(BRUSH_SIZES.least, Math.round(next)));
    this.editor.setOptions({ brushSize: size });
    return true;
  }

  drawTip(sketch: Sketch, at: Point | null): void {
    if (at) sketch.setCursor({ point: at, radius: this.editor.options.brushSize / 2, kind: 'brush' });
  }
}
