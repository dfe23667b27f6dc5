import type { Paint } from '../../geometry/mask/MaskDraft';
import { clippedSpans, strokeSpans } from '../../geometry/mask/spans';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { BrushTool } from './BrushTool';

/** The tip paints on its way; what it painted is stored when it is lifted. */
export class Stroke extends State<BrushTool> {
  readonly id = 'brush.stroke';
  private readonly paint: Paint;
  private last: Point;
  private isStuck = false;
  private readonly start: Pointer;

  constructor(tool: BrushTool, paint: Paint, from: Point, start: Pointer) {
    super(tool);
    this.paint = paint;
    this.last = from;
    this.start = start;
  }

  override onEnter(): void {
    this.editor.mask.begin();
    this.paintTo(this.start.at, this.start);
    this.editor.mask.show();
  }

  override onExit(): void {
    this.editor.mask.drop();
  }

  override onPointerMove(pointer: Pointer): void {
    for (const place of pointer.trail) this.paintTo(place, pointer);
    this.editor.mask.show();
  }

  override onPointerUp(pointer: Pointer): void {
    this.onPointerMove(pointer);
    if (this.editor.options.stickyStroke && !this.isStuck && !pointer.isDrag) {
      this.isStuck = true;
      return;
    }
    this.tool.lastStamp = this.last;
    this.editor.mask.store(this.paint.label === 0 ? 'Erase' : `Paint ${this.tool.title}`);
    this.tool.to(this.tool.idle());
    this.tool.state.onPointerMove(pointer);
  }

  override onTurn(steps: number): boolean {
    return this.tool.turn(steps);
  }

  override draw(sketch: Sketch): void {
    this.tool.drawTip(sketch, this.last);
  }

  private paintTo(place: Point, pointer: Pointer): void {
    const spans = strokeSpans(this.last, place, this.tool.tipFor(pointer), this.editor.picture.height);
    this.editor.mask.paint(clippedSpans(spans, this.editor.region), this.paint);
    this.last = place;
  }
}
