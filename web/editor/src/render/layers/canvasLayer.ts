import { type Frame, type PixelRect, sameArea, sameButMoved, wholeArea } from '../frame';

/** A canvas over the whole area that knows for which frame its pixels are right. */
export class CanvasLayer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  shown: Frame | null = null;

  constructor(host: HTMLElement, options?: CanvasRenderingContext2DSettings) {
    this.canvas = document.createElement('canvas');
    Object.assign(this.canvas.style, { position: 'absolute', left: '0', top: '0', pointerEvents: 'none' });
    this.canvas.style.transformOrigin = '0 0';
    const context = this.canvas.getContext('2d', options);
    if (!context) throw new Error('The browser gives no 2D canvas.');
    this.context = context;
    host.append(this.canvas);
  }

  /** Gives the canvas the frame's size; true when that emptied it. */
  fitTo(frame: Frame): boolean {
    const { width, height } = wholeArea(frame);
    if (this.canvas.width === width && this.canvas.height === height && this.shown && sameArea(this.shown, frame)) {
      return false;
    }
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.style.width = `${frame.width}px`;
    this.canvas.style.height = `${frame.height}px`;
    this.shown = null;
    return true;
  }

  /** An empty canvas costs the browser as much to put together with the others as a full one, unless it is hidden. */
  hide(isEmpty: boolean): void {
    this.canvas.style.visibility = isEmpty ? 'hidden' : '';
  }

  clear(rect: PixelRect): void {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(rect.x, rect.y, rect.width, rect.height);
  }

  /** Paints within a rectangle only. */
  within(rect: PixelRect, paint: (context: CanvasRenderingContext2D) => void): void {
    const { context } = this;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(rect.x, rect.y, rect.width, rect.height);
    context.clip();
    context.clearRect(rect.x, rect.y, rect.width, rect.height);
    paint(context);
    context.restore();
  }

  /** Moves the pixels to where the frame wants them and tells which are missing then; null when moving is not enough. */
  moveTo(frame: Frame): PixelRect[] | null {
    const { shown } = this;
    if (!shown || !sameButMoved(shown, frame)) return null;
    const dx = Math.round((frame.view.x - shown.view.x) * frame.pixelRatio);
    const dy = Math.round((frame.view.y - shown.view.y) * frame.pixelRatio);
    const { width, height } = wholeArea(frame);
    if (Math.abs(dx) >= width || Math.abs(dy) >= height) return null;
    this.shown = frame;
    if (dx === 0 && dy === 0) return [];
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.globalCompositeOperation = 'copy';
    this.context.drawImage(this.canvas, dx, dy);
    this.context.globalCompositeOperation = 'source-over';
    return exposed(dx, dy, width, height);
  }

  destroy(): void {
    this.canvas.width = 0;
    this.canvas.remove();
  }
}

/** The strips that come into sight when the pixels move: one at a side over the full height, one above or below. */
function exposed(dx: number, dy: number, width: number, height: number): PixelRect[] {
  const strips: PixelRect[] = [];
  if (dx !== 0) strips.push({ x: dx > 0 ? 0 : width + dx, y: 0, width: Math.abs(dx), height });
  if (dy !== 0) {
    const x = Math.max(dx, 0);
    strips.push({ x, y: dy > 0 ? 0 : height + dy, width: width - Math.abs(dx), height: Math.abs(dy) });
  }
  return strips;
}
