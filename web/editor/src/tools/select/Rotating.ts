import { frameOf, inFrame, isFramed } from '../../geometry/frame';
import type { Geometry } from '../../geometry/geometry';
import { directionOf, type Point } from '../../geometry/point';
import { foldAngle } from '../../geometry/rotatedBox';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { drawGrips, drawInPlace } from './drawShape';
import type { EditedShape, SelectTool } from './SelectTool';

/** With Shift the angle is a multiple of this. */
const STEP = 15;

/** The shape turns about its middle after the pointer. */
export class Rotating extends State<SelectTool> {
  readonly id = 'select.rotating';
  private readonly shape: EditedShape;
  private readonly from: Point;
  private changed: Geometry;

  constructor(tool: SelectTool, shape: EditedShape, from: Point) {
    super(tool);
    this.shape = shape;
    this.from = from;
    this.changed = shape.geometry;
  }

  override onPointerMove(pointer: Pointer): void {
    const { geometry } = this.shape;
    if (!isFramed(geometry)) return;
    const frame = frameOf(geometry);
    const by = directionOf(frame.centre, pointer.at) - directionOf(frame.centre, this.from);
    const free = frame.rotation + by;
    const rotation = foldAngle(pointer.shift ? Math.round(free / STEP) * STEP : free);
    this.changed = inFrame(geometry, { ...frame, rotation });
  }

  override onPointerUp(pointer: Pointer): void {
    this.onPointerMove(pointer);
    this.tool.to(this.tool.idle());
    this.editor.drawing.reshape('Rotate', [[this.shape.key, this.changed]]);
  }

  override draw(sketch: Sketch): void {
    drawInPlace(sketch, this.editor, this.shape, this.changed);
    drawGrips(sketch, this.editor, this.changed, { kind: 'rotate' });
  }
}
