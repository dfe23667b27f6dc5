import type { Pointer } from '../input';
import { State } from '../State';
import { PlacingPoints } from './PlacingPoints';
import { Pressing } from './Pressing';
import type { SpanTool } from './SpanTool';

/** Waits for the first point. */
export class Idle extends State<SpanTool> {
  readonly id = `${this.tool.id}.idle`;
  override readonly isDraft = false;

  override onPointerMove(pointer: Pointer): void {
    this.editor.snap(pointer);
  }

  override onPointerDown(pointer: Pointer): void {
    const at = this.tool.held(pointer, []);
    this.tool.to(this.tool.count > 2 ? new PlacingPoints(this.tool, at) : new Pressing(this.tool, at));
  }
}
