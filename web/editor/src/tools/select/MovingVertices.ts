import { type Point, subtract } from '../../geometry/point';
import type { VertexId } from '../../geometry/vertices';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawInPlace } from './drawShape';
import type { EditedShape, SelectTool } from './SelectTool';
import { moved, VerticesMarked } from './VerticesMarked';

/** Marked vertices follow the pointer. */
export class MovingVertices extends State<SelectTool> {
  readonly id = 'select.movingVertices';
  private readonly shape: EditedShape;
  private readonly marked: readonly VertexId[];
  private readonly from: Point;
  private by: Point = [0, 0];

  constructor(tool: SelectTool, shape: EditedShape, marked: readonly VertexId[], from: Point) {
    super(tool);
    this.shape = shape;
    this.marked = marked;
    this.from = from;
  }

  override onPointerMove(pointer: Pointer): void {
    this.by = subtract(pointer.at, this.from);
  }

  override onPointerUp(pointer: Pointer): void {
    this.onPointerMove(pointer);
    this.tool.to(new VerticesMarked(this.tool, this.shape.key, this.marked));
    this.editor.drawing.reshape('Move vertices', [[this.shape.key, moved(this.shape.geometry, this.marked, this.by)]]);
  }

  override draw(sketch: Sketch): void {
    drawInPlace(sketch, this.editor, this.shape, moved(this.shape.geometry, this.marked, this.by));
  }
}
