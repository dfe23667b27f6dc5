import { type Bitmap, spansOf } from '../../geometry/mask/Bitmap';
import { bucketFill } from '../../geometry/mask/bucket';
import type { Paint } from '../../geometry/mask/MaskDraft';
import { clippedSpans } from '../../geometry/mask/spans';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { BucketTool } from './BucketTool';

/** Milliseconds for which the page may be busy at a time. */
const slice = 8;

/** The fill is shown and follows the tolerance; finishing stores it, another click begins elsewhere. */
export class PreviewingFill extends State<BucketTool> {
  readonly id = 'bucket.previewing';
  private paint: Paint;
  private at: Point;
  /** What is left of the search for pixels, which takes seconds on a large picture. */
  private search: Iterator<Bitmap | null> | null = null;
  /** Finished before it was complete, or before the colours came. */
  private isWanted = false;

  constructor(tool: BucketTool, paint: Paint, at: Point) {
    super(tool);
    this.paint = paint;
    this.at = at;
  }

  override onEnter(): void {
    this.fill();
  }

  override onExit(): void {
    this.search = null;
    this.editor.mask.drop();
  }

  override onOptions(): void {
    this.fill();
  }

  override onClass(): void {
    if (this.paint.label === 0) return;
    this.paint = this.tool.paintFor(false) ?? this.paint;
    this.fill();
  }

  override onPointerDown(pointer: Pointer): void {
    this.at = pointer.at;
    this.isWanted = false;
    this.fill();
  }

  override onTurn(steps: number): boolean {
    return this.tool.turn(steps);
  }

  override onStepBack(): boolean {
    return this.tool.cancel();
  }

  /** Stores the fill, or will when it is complete. */
  override onFinish(): boolean {
    this.isWanted = true;
    if (this.search || this.editor.awaitsPixels) this.editor.announce('Filling');
    this.settle();
    return true;
  }

  override draw(sketch: Sketch): void {
    sketch.handle(this.at, 'insert', true);
  }

  private settle(): void {
    if (!this.isWanted || this.search || this.editor.awaitsPixels) return;
    this.editor.mask.store(this.paint.label === 0 ? 'Erase by colour' : `Fill ${this.tool.title}`);
    this.tool.to(this.tool.idle());
  }

  private fill(): void {
    const { mask, pixels, options } = this.editor;
    mask.begin();
    this.search = pixels && bucketFill(pixels, Math.floor(this.at[0]), Math.floor(this.at[1]), options);
    this.goOn(this.search);
  }

  /** Fills for a few milliseconds, then lets others have the page. */
  private goOn(search: typeof this.search): void {
    const { editor } = this;
    if (search !== this.search) return;
    const until = editor.now() + slice;
    while (this.search && editor.now() < until) {
      const { value, done } = this.search.next();
      if (done) this.search = null;
      else if (value) editor.mask.paint(clippedSpans(spansOf(value), editor.region), this.paint);
    }
    editor.mask.show();
    if (this.search) editor.later(() => this.goOn(search));
    else this.settle();
  }
}
