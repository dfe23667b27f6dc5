import type { Frame } from '../frame';
import { wholeArea } from '../frame';
import { labelLimit } from '../scene/detail';
import type { Scene } from '../scene/scene';
import { matrixOf, type Size, visibleBox } from '../view';
import { CanvasLayer } from './canvasLayer';
import { isWideEnough, paintLabel, paintMark } from './labels';

/** The grid appears where a pixel of the picture is at least this large; CSS pixels. */
const gridFrom = 8;

/** The labels or marks of the shapes and the grid of the picture's pixels. */
export class FurnitureLayer {
  private readonly layer: CanvasLayer;
  private readonly scene: Scene;
  private empty = true;

  constructor(host: HTMLElement, scene: Scene) {
    this.layer = new CanvasLayer(host);
    this.layer.hide(true);
    this.scene = scene;
  }

  /** The shapes changed. */
  forget(): void {
    this.layer.shown = null;
  }

  draw(frame: Frame, picture: Size | null): void {
    const { look } = frame;
    const grid = look.grid && picture !== null && frame.view.scale >= gridFrom;
    const texts = look.labels === 'all' || (look.labels === 'hovered' && this.scene.hasMarks);
    const nothing = !texts && !grid;
    if (this.layer.shown === frame || (nothing && this.empty)) return;
    if (!this.layer.fitTo(frame)) this.layer.clear(wholeArea(frame));
    this.layer.shown = frame;
    this.empty = nothing;
    this.layer.hide(nothing);
    if (grid) this.paintGrid(frame, picture);
    if (texts) this.paintTexts(frame, look.labels === 'all' ? paintLabel : paintMark);
  }

  destroy(): void {
    this.layer.destroy();
  }

  private paintTexts(frame: Frame, paint: typeof paintLabel): void {
    const shapes = this.scene.search(visibleBox(frame.view, frame));
    if (shapes.length > labelLimit) return;
    const { context } = this.layer;
    context.setTransform(frame.pixelRatio, 0, 0, frame.pixelRatio, 0, 0);
    for (const shape of shapes) if (isWideEnough(frame.view, shape)) paint(context, frame.view, shape);
  }

  private paintGrid(frame: Frame, picture: Size): void {
    const { context } = this.layer;
    const box = visibleBox(frame.view, frame);
    const m = matrixOf(frame.view, frame.pixelRatio);
    const [left, right] = [Math.max(0, Math.floor(box.minX)), Math.min(picture.width, Math.ceil(box.maxX))];
    const [top, bottom] = [Math.max(0, Math.floor(box.minY)), Math.min(picture.height, Math.ceil(box.maxY))];
    context.setTransform(m.a, m.b, m.c, m.d, m.e, m.f);
    context.beginPath();
    for (let x = left; x <= right; x++) {
      context.moveTo(x, top);
      context.lineTo(x, bottom);
    }
    for (let y = top; y <= bottom; y++) {
      context.moveTo(left, y);
      context.lineTo(right, y);
    }
    context.lineWidth = 1 / (frame.view.scale * frame.pixelRatio);
    context.strokeStyle = '#80808080';
    context.stroke();
  }
}
