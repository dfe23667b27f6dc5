import { boundsOf, cornersOf, holds } from '../../geometry/bounds';
import { editableLines, type VertexId } from '../../geometry/vertices';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { EditedShape, SelectTool } from './SelectTool';
import { VerticesMarked } from './VerticesMarked';

/** A rectangle marks vertices of the selected polygon or line. */
export class MarkingVertices extends State<SelectTool> {
  readonly id = 'select.markingVertices';
  private readonly shape: EditedShape;
  private readonly start: Point;
  private end: Point;

  constructor(tool: SelectTool, shape: EditedShape, start: Point) {
    super(tool);
    this.shape = shape;
    this.start = start;
    this.end = start;
  }

  override onPointerMove(pointer: Pointer): void {
    this.end = pointer.at;
  }

  override onPointerUp(pointer: Pointer): void {
    this.end = pointer.at;
    const marked = this.inside();
    this.tool.to(marked.length > 0 ? new VerticesMarked(this.tool, this.shape.key, marked) : this.tool.idle());
  }

  override draw(sketch: Sketch): void {
    sketch.guide(cornersOf(boundsOf([this.start, this.end])), true);
    for (const { line, index } of this.inside()) {
      const point = editableLines(this.shape.geometry)[line]?.points[index];
      if (point) sketch.handle(point, 'vertex', true);
    }
  }

  private inside(): VertexId[] {
    const bounds = boundsOf([this.start, this.end]);
    return editableLines(this.shape.geometry).flatMap(({ points }, line) =>
      points.flatMap((point, index) => (holds(bounds, point) ? [{ line, index }] : [])),
    );
  }
}
