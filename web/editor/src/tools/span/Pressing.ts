import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import { State } from '../State';
import { Dragging } from './Dragging';
import { PlacingEnd } from './PlacingEnd';
import type { SpanTool } from './SpanTool';

/** The button is down; whether it is a click or a drag is not known yet. */
export class Pressing extends State<SpanTool> {
  readonly id = `${this.tool.id}.pressing`;
  private readonly start: Point;

  constructor(tool: SpanTool, start: Point) {
    super(tool);
    this.start = start;
  }

  override onPointerMove(pointer: Pointer): void {
    if (pointer.isDrag) this.tool.to(new Dragging(this.tool, this.start, this.tool.held(pointer, [this.start])));
  }

  override onPointerUp(): void {
    this.tool.to(new PlacingEnd(this.tool, this.start));
  }
}
