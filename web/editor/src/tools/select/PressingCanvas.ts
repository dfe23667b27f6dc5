import type { Pointer } from '../input';
import { State } from '../State';
import { MarkingVertices } from './MarkingVertices';
import { Marquee } from './Marquee';
import type { SelectTool } from './SelectTool';

/** Pressed on nothing: a click clears the selection, a drag selects what it covers. */
export class PressingCanvas extends State<SelectTool> {
  readonly id = 'select.pressingCanvas';
  private readonly start: Pointer;

  constructor(tool: SelectTool, start: Pointer) {
    super(tool);
    this.start = start;
  }

  override onPointerMove(pointer: Pointer): void {
    if (!pointer.isDrag) return;
    const shape = this.start.shift ? this.tool.edited() : null;
    const hasVertices = shape?.geometry.kind === 'polygon' || shape?.geometry.kind === 'polyline';
    this.tool.to(
      shape && hasVertices
        ? new MarkingVertices(this.tool, shape, this.start.at)
        : new Marquee(this.tool, this.start.at, { isLasso: this.start.alt, keeps: this.start.shift }),
    );
    this.tool.state.onPointerMove(pointer);
  }

  override onPointerUp(pointer: Pointer): void {
    if (!pointer.shift) this.editor.select([]);
    this.tool.lastClick = pointer.at;
    this.tool.to(this.tool.idle());
  }
}
