import type { Pointer } from '../input';
import { State } from '../State';
import type { BucketTool } from './BucketTool';
import { PreviewingFill } from './PreviewingFill';

/** Waits for the click on a colour. */
export class BucketIdle extends State<BucketTool> {
  readonly id = 'bucket.idle';
  override readonly isDraft = false;

  override onPointerDown(pointer: Pointer): void {
    if (!this.editor.pixels && !this.editor.awaitsPixels) {
      this.editor.refuse('no-pixels', 'The colours of this picture cannot be read.');
      return;
    }
    const paint = this.tool.paintFor(this.editor.options.eraser || pointer.ctrl);
    if (paint) this.tool.to(new PreviewingFill(this.tool, paint, pointer.at));
  }

  override onTurn(steps: number): boolean {
    return this.tool.turn(steps);
  }
}
