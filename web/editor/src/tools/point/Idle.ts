import type { Pointer } from '../input';
import { State } from '../State';
import type { PointTool } from './PointTool';
import { Pressing } from './Pressing';

/** Waits for the press. */
export class Idle extends State<PointTool> {
  readonly id = 'point.idle';
  override readonly isDraft = false;

  override onPointerMove(pointer: Pointer): void {
    this.editor.snap(pointer);
  }

  override onPointerDown(pointer: Pointer): void {
    this.tool.to(new Pressing(this.tool, this.editor.snap(pointer)));
  }
}
