import { spansOf } from '../../geometry/mask/Bitmap';
import { bucketFill } from '../../geometry/mask/bucket';
import type { Paint } from '../../geometry/mask/MaskDraft';
import { clippedSpans } from '../../geometry/mask/spans';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { BucketTool } from './BucketTool';

/** The fill is shown and follows the tolerance; finishing stores it, another click begins elsewhere. */
export class PreviewingFill extends State<BucketTool> {
  readonly id = 'bucket.previewing';
  private paint: Paint;
  private at: Point;
  private finishesLater = false;

  constructor(tool: BucketTool, paint: Paint, at: Point) {
    super(tool);
    this.paint = paint;
    this.at = at;
  }

  override onEnter(): void {
    this.fill();
  }

  override onExit(): void {
    this.editor.mask.drop();
  }

  override onOptions(): void {
    this.fill();
    if (this.finishesLater && !this.editor.awaitsPixels) this.onFinish();
  }

  override onClass(): void {
    if (this.paint.label === 0) return;
    this.paint = this.tool.paintFor(false) ?? this.paint;
    this.fill();
  }

  override onPointerDown(pointer: Pointer): void {
    this.at = pointer.at;
    this.fill();
  }

  override onTurn(steps: number): boolean {
    return this.tool.turn(steps);
  }

  override onStepBack(): boolean {
    return this.tool.cancel();
  }

  override onFinish(): boolean {
    this.finishesLater = this.editor.awaitsPixels;
    if (this.finishesLater) return true;
    this.editor.mask.store(this.paint.label === 0 ? 'Erase by colour' : `Fill ${this.tool.title}`);
    this.tool.to(this.tool.idle());
    return true;
  }

  override draw(sketch: Sketch): void {
    sketch.handle(this.at, 'insert', true);
  }

  private fill(): void {
    const { mask, pixels, options, region } = this.editor;
    mask.begin();
    if (pixels) {
      const found = bucketFill(pixels, Math.floor(this.at[0]), Math.floor(this.at[1]), options);
      for (const bitmap of found) mask.paint(clippedSpans(spansOf(bitmap), region), this.paint);
    }
    mask.show();
  }
}
