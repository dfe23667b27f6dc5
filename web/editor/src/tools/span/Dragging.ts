import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { SpanTool } from './SpanTool';

/** The end follows the pressed pointer. */
export class Dragging extends State<SpanTool> {
  readonly id = `${this.tool.id}.dragging`;
  private readonly start: Point;
  private end: Point;

  constructor(tool: SpanTool, start: Point, end: Point) {
    super(tool);
    this.start = start;
    this.end = end;
  }

  override onPointerMove(pointer: Pointer): void {
    this.end = this.tool.held(pointer, [this.start]);
  }

  override onPointerUp(pointer: Pointer): void {
    this.tool.place([this.start, this.tool.held(pointer, [this.start])]);
  }

  override draw(sketch: Sketch): void {
    const shape = this.tool.shapeOf([this.start, this.end]);
    if (shape) sketch.shape(shape, { color: this.editor.color });
  }
}
