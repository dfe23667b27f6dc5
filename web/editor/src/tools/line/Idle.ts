import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { LineDraft } from './LineDraft';
import type { LineTool } from './LineTool';

/** Waits for the first vertex. */
export class Idle extends State<LineTool> {
  readonly id = `${this.tool.id}.idle`;
  override readonly isDraft = false;

  override onPointerMove(pointer: Pointer): void {
    this.editor.snap(pointer);
  }

  override onPointerDown(pointer: Pointer): void {
    const at = this.editor.snap(pointer);
    this.tool.goOn(this.tool.begin(at) ?? new LineDraft([at]));
  }

  override draw(sketch: Sketch): void {
    this.tool.drawIdle(sketch);
  }
}
