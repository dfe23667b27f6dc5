import type { Geometry } from '../../geometry/geometry';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawGrips, drawInPlace } from './drawShape';
import { type Grip, withGripAt } from './handles';
import type { EditedShape, SelectTool } from './SelectTool';

/** A side or corner follows the pointer; Shift keeps the proportions, Alt the middle. */
export class Resizing extends State<SelectTool> {
  readonly id = 'select.resizing';
  private readonly shape: EditedShape;
  private readonly grip: Grip;
  private changed: Geometry;

  constructor(tool: SelectTool, shape: EditedShape, grip: Grip) {
    super(tool);
    this.shape = shape;
    this.grip = grip;
    this.changed = shape.geometry;
  }

  override onPointerMove(pointer: Pointer): void {
    const to = this.editor.snap(pointer, new Set([this.shape.key]));
    const options = { keepsAspect: pointer.shift, aboutCentre: pointer.alt };
    this.changed = withGripAt(this.shape.geometry, this.grip, to, options);
  }

  override onPointerUp(pointer: Pointer): void {
    this.onPointerMove(pointer);
    this.tool.to(this.tool.idle());
    this.editor.drawing.reshape('Resize', [[this.shape.key, this.changed]]);
  }

  override draw(sketch: Sketch): void {
    drawInPlace(sketch, this.editor, this.shape, this.changed);
    drawGrips(sketch, this.editor, this.changed);
  }
}
