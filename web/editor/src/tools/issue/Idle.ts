import { clamped } from '../../geometry/bounds';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { IssueTool } from './IssueTool';

/** The pin hangs at the pointer; a click sets it. Ctrl keeps it off the object below. */
export class Idle extends State<IssueTool> {
  readonly id = 'issue.idle';
  override readonly isDraft = false;
  private at: Point | null = null;

  override onPointerMove(pointer: Pointer): void {
    this.at = pointer.at;
    this.editor.selection.hover(this.editor.hitTest(pointer.at)[0]?.key ?? null);
  }

  override onPointerUp(pointer: Pointer): void {
    const key = pointer.ctrl ? null : (this.editor.hitTest(pointer.at)[0]?.key ?? null);
    this.editor.tell({ kind: 'issue', point: clamped(pointer.at, this.editor.pictureBounds), key });
    this.editor.drawing.release();
  }

  override draw(sketch: Sketch): void {
    if (this.at) sketch.pin({ point: this.at, color: '#e8590c', active: true });
  }
}
