import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { SpanTool } from './SpanTool';

/** The first point stands; the next click is the end. */
export class PlacingEnd extends State<SpanTool> {
  readonly id = `${this.tool.id}.placingEnd`;
  private readonly start: Point;
  private end: Point;

  constructor(tool: SpanTool, start: Point) {
    super(tool);
    this.start = start;
    this.end = start;
  }

  override onPointerMove(pointer: Pointer): void {
    this.end = this.tool.held(pointer, [this.start]);
  }

  override onPointerUp(pointer: Pointer): void {
    this.tool.place([this.start, this.tool.held(pointer, [this.start])]);
  }

  override onFinish(): boolean {
    this.tool.place([this.start, this.end]);
    return true;
  }

  override onStepBack(): boolean {
    return this.tool.cancel();
  }

  override draw(sketch: Sketch): void {
    const shape = this.tool.shapeOf([this.start, this.end]);
    if (shape) sketch.shape(shape, { color: this.editor.color });
    sketch.handle(this.start, 'vertex');
  }

  override nextPoint() {
    return { last: this.start, next: this.end };
  }

  override onPoint(point: Point): void {
    this.tool.place([this.start, point]);
  }
}
