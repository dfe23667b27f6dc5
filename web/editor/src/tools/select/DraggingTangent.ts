import type { KnotHandles, Spline } from '../../geometry/geometry';
import { add, at, scaled, subtract } from '../../geometry/point';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawInPlace } from './drawShape';
import type { EditedShape, SelectTool } from './SelectTool';

const CORNER: KnotHandles = [
  [0, 0],
  [0, 0],
];

/** Alt and drag gives a knot of a spline a tangent of its own; Alt and click makes it a corner, or smooth again. */
export class DraggingTangent extends State<SelectTool> {
  readonly id = 'select.draggingTangent';
  private readonly shape: EditedShape;
  private readonly spline: Spline;
  private readonly index: number;
  private handles: KnotHandles | null;

  constructor(tool: SelectTool, shape: EditedShape, spline: Spline, index: number) {
    super(tool);
    this.shape = shape;
    this.spline = spline;
    this.index = index;
    this.handles = spline.handles[index] ? null : CORNER;
  }

  override onPointerMove(pointer: Pointer): void {
    if (!pointer.isDrag) return;
    const after = subtract(pointer.at, at(this.spline.points, this.index));
    this.handles = [scaled(after, -1), after];
  }

  override onPointerUp(pointer: Pointer): void {
    this.onPointerMove(pointer);
    this.tool.to(this.tool.idle());
    this.editor.drawing.reshape('Change tangent', [[this.shape.key, this.changed()]]);
  }

  override draw(sketch: Sketch): void {
    drawInPlace(sketch, this.editor, this.shape, this.changed());
    const knot = at(this.spline.points, this.index);
    const [before, after] = (this.handles ?? CORNER).map((offset) => add(knot, offset));
    if (!before || !after) return;
    sketch.guide([before, knot, after]);
    sketch.handle(before, 'edge');
    sketch.handle(after, 'edge', true);
  }

  private changed(): Spline {
    const handles = this.spline.points.map((_, index) => this.spline.handles[index] ?? null);
    return { ...this.spline, handles: handles.with(this.index, this.handles) };
  }
}
