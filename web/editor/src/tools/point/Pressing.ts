import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { PointTool } from './PointTool';

/** The point follows the pressed pointer until it is let go. */
export class Pressing extends State<PointTool> {
  readonly id = 'point.pressing';
  private at: Point;

  constructor(tool: PointTool, at: Point) {
    super(tool);
    this.at = at;
  }

  override onPointerMove(pointer: Pointer): void {
    this.at = this.editor.snap(pointer);
  }

  override onPointerUp(pointer: Pointer): void {
    this.tool.place(this.editor.snap(pointer));
  }

  override draw(sketch: Sketch): void {
    sketch.shape({ kind: 'point', point: this.at }, { color: this.editor.color });
  }
}
