import { type Point, subtract } from '../../geometry/point';
import { translated } from '../../geometry/transform';
import type { MemberKey } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawInPlace } from './drawShape';
import type { EditedShape, SelectTool } from './SelectTool';

/** The selected objects follow the pointer; Shift keeps them on a level or an upright line. */
export class Moving extends State<SelectTool> {
  readonly id = 'select.moving';
  private readonly from: Point;
  private readonly shapes: readonly EditedShape[];
  private readonly keys: ReadonlySet<MemberKey>;
  private by: Point = [0, 0];

  constructor(tool: SelectTool, from: Point, shapes: readonly EditedShape[]) {
    super(tool);
    this.from = from;
    this.shapes = shapes;
    this.keys = new Set(shapes.map(({ key }) => key));
  }

  override onPointerMove(pointer: Pointer): void {
    this.by = this.offset(pointer);
  }

  override onPointerUp(pointer: Pointer): void {
    const by = this.offset(pointer);
    this.tool.to(this.tool.idle());
    if (by[0] === 0 && by[1] === 0) return;
    this.editor.drawing.reshape(
      'Move',
      this.shapes.map(({ key, geometry }) => [key, translated(geometry, by)] as const),
    );
  }

  override draw(sketch: Sketch): void {
    for (const shape of this.shapes) drawInPlace(sketch, this.editor, shape, translated(shape.geometry, this.by));
  }

  private offset(pointer: Pointer): Point {
    const [dx, dy] = subtract(this.shapes.length === 1 ? this.placeOf(pointer) : pointer.at, this.from);
    if (!pointer.shift) return [dx, dy];
    return Math.abs(dx) > Math.abs(dy) ? [dx, 0] : [0, dy];
  }

  /** A point that is moved snaps; larger shapes have no place of their own to snap by. */
  private placeOf(pointer: Pointer): Point {
    return this.shapes[0]?.geometry.kind === 'point' ? this.editor.snap(pointer, this.keys) : pointer.at;
  }
}
