import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { BrushTool } from './BrushTool';
import { Stroke } from './Stroke';

/** The tip hangs at the pointer. With Shift the stroke begins where the last one ended. */
export class Idle extends State<BrushTool> {
  readonly id = 'brush.idle';
  override readonly isDraft = false;
  private at: Point | null = null;

  override onPointerMove(pointer: Pointer): void {
    this.at = pointer.at;
  }

  override onPointerDown(pointer: Pointer): void {
    const paint = this.tool.paintFor(this.tool.erases(pointer));
    if (!paint) return;
    const from = pointer.shift ? (this.tool.lastStamp ?? pointer.at) : pointer.at;
    this.tool.to(new Stroke(this.tool, paint, from, pointer));
  }

  override onTurn(steps: number): boolean {
    return this.tool.turn(steps);
  }

  override draw(sketch: Sketch): void {
    this.tool.drawTip(sketch, this.at);
  }
}
