import type { Bounds } from '../geometry/bounds';
import type { Point } from '../model/answer';
import {
  centredOn,
  fitBox,
  fitPicture,
  panBy,
  type ScreenPoint,
  type Size,
  toPicture,
  toScreen,
  turned,
  type View,
  visibleBox,
  zoomAt,
} from '../render/view';

const LEAST_SCALE = 0.001;
const MOST_SCALE = 128;

/** How much of the picture is seen, and how: view state, never part of the document. */
export class Viewport {
  private current: View = { scale: 1, x: 0, y: 0, rotation: 0, flipped: false };
  private area: Size = { width: 0, height: 0 };
  private readonly picture: () => Size;
  private readonly changed: () => void;

  constructor(picture: () => Size, changed: () => void) {
    this.picture = picture;
    this.changed = changed;
  }

  /** As the renderer takes it; another object after each change. */
  get view(): View {
    return this.current;
  }

  get size(): Size {
    return this.area;
  }

  get scale(): number {
    return this.current.scale;
  }

  toScreen(point: Point): ScreenPoint {
    return toScreen(this.current, point);
  }

  toPicture(point: ScreenPoint): Point {
    return toPicture(this.current, point);
  }

  /** Picture pixels of a length in screen pixels. */
  reach(screenPixels: number): number {
    return screenPixels / this.current.scale;
  }

  visible(): Bounds {
    return visibleBox(this.current, this.area);
  }

  set(view: View): void {
    this.current = view;
    this.changed();
  }

  /** The drawing area got another size; its middle keeps its place of the picture. */
  resize(size: Size): void {
    const wasEmpty = this.area.width === 0 || this.area.height === 0;
    const middle = this.toPicture({ x: this.area.width / 2, y: this.area.height / 2 });
    this.area = size;
    if (wasEmpty) this.fit();
    else this.set(centredOn(this.current, middle, size));
  }

  fit(): void {
    this.set(fitPicture(this.picture(), this.area, this.current));
  }

  fitTo(bounds: Bounds, margin = 64): void {
    const view = fitBox(bounds, this.area, this.current, margin);
    this.set(view.scale > 8 ? this.limited(centredOn({ ...view, scale: 8 }, middleOf(bounds), this.area)) : view);
  }

  /** One pixel of the picture becomes one CSS pixel, about the middle. */
  oneToOne(): void {
    this.zoomTo(1);
  }

  zoomTo(scale: number, at: ScreenPoint = { x: this.area.width / 2, y: this.area.height / 2 }): void {
    this.set(zoomAt(this.current, at, Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale))));
  }

  zoomBy(factor: number, at?: ScreenPoint): void {
    this.zoomTo(this.current.scale * factor, at);
  }

  panBy(dx: number, dy: number): void {
    this.set(panBy(this.current, dx, dy));
  }

  /** Moves as little as needed to have a place in sight. */
  reveal(point: Point, margin = 32): void {
    const { x, y } = this.toScreen(point);
    const dx = shift(x, margin, this.area.width - margin);
    const dy = shift(y, margin, this.area.height - margin);
    if (dx !== 0 || dy !== 0) this.panBy(dx, dy);
  }

  rotate(quarters: 1 | -1): void {
    const rotation = ((this.current.rotation + quarters * 90 + 360) % 360) as View['rotation'];
    this.set(turned(this.current, { rotation }, this.area));
  }

  flip(): void {
    this.set(turned(this.current, { flipped: !this.current.flipped }, this.area));
  }

  private limited(view: View): View {
    return { ...view, scale: Math.min(MOST_SCALE, view.scale) };
  }
}

const middleOf = ({ minX, minY, maxX, maxY }: Bounds): Point => [(minX + maxX) / 2, (minY + maxY) / 2];

const shift = (value: number, low: number, high: number): number =>
  low > high ? 0 : value < low ? low - value : value > high ? high - value : 0;
