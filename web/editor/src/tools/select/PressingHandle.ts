import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { DraggingVertex } from './DraggingVertex';
import { drawGrips } from './drawShape';
import type { Placed } from './handles';
import { Resizing } from './Resizing';
import { Rotating } from './Rotating';
import type { EditedShape, SelectTool } from './SelectTool';

/**
 * Pressed on a handle: a drag carries it; after a click it sticks to the pointer until the next click, so that nobody
 * has to drag.
 */
export class PressingHandle extends State<SelectTool> {
  readonly id = 'select.pressingHandle';
  private readonly shape: EditedShape;
  private readonly placed: Placed;
  private readonly from: Point;

  constructor(tool: SelectTool, shape: EditedShape, placed: Placed, from: Point) {
    super(tool);
    this.shape = shape;
    this.placed = placed;
    this.from = from;
  }

  override onPointerMove(pointer: Pointer): void {
    if (!pointer.isDrag) return;
    this.tool.to(this.carried());
    this.tool.state.onPointerMove(pointer);
  }

  override onPointerUp(): void {
    this.tool.to(this.carried());
  }

  override draw(sketch: Sketch): void {
    drawGrips(sketch, this.editor, this.shape.geometry, this.placed.grip);
  }

  private carried(): State<SelectTool> {
    const { grip } = this.placed;
    if (grip.kind === 'vertex') return new DraggingVertex(this.tool, this.shape, grip.id, 'Move vertex');
    if (grip.kind === 'rotate') return new Rotating(this.tool, this.shape, this.from);
    return new Resizing(this.tool, this.shape, grip);
  }
}
