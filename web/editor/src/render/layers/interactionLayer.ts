import type { MemberKey } from '../../model/answer';
import { overlaps } from '../box';
import type { Frame } from '../frame';
import { wholeArea } from '../frame';
import { noOverlay, type Overlay } from '../renderer';
import { levelOf } from '../scene/detail';
import { isDrawable, type PlacedShape, place } from '../scene/placedShape';
import type { Scene } from '../scene/scene';
import { batchesOf } from '../scene/styleBatch';
import { byHeight, byStyle } from '../scene/together';
import { visibleBox } from '../view';
import { CanvasLayer } from './canvasLayer';
import { paintContrast } from './contrast';
import { paintLabel } from './labels';
import { paintArrows, paintCursor, paintGuides, paintHandles, paintPins } from './marks';
import { type Pen, paintBatches } from './paintBatches';

/** A selection of more shapes than this is shown without their labels. */
const mostLabels = 100;

/** What is hovered, selected, or shown by the tool: few things, drawn anew whenever one of them changes. */
export class InteractionLayer {
  private readonly layer: CanvasLayer;
  private readonly scene: Scene;
  private overlay: Overlay = noOverlay;
  private overlayShapes: readonly PlacedShape[] = [];
  private hovered: MemberKey | null = null;
  private selected: ReadonlySet<MemberKey> = new Set();

  constructor(host: HTMLElement, scene: Scene) {
    this.layer = new CanvasLayer(host);
    this.scene = scene;
  }

  setOverlay(overlay: Overlay): void {
    if (overlay.shapes !== this.overlay.shapes) this.overlayShapes = overlay.shapes.map(place).filter(isDrawable);
    this.overlay = overlay;
    this.forget();
  }

  setHighlight(hovered: MemberKey | null, selected: ReadonlySet<MemberKey>): void {
    this.hovered = hovered;
    this.selected = selected;
    this.forget();
  }

  forget(): void {
    this.layer.shown = null;
  }

  draw(frame: Frame): void {
    if (this.layer.shown === frame) return;
    const nothing = this.isEmpty;
    this.layer.hide(nothing);
    this.layer.shown = frame;
    if (nothing) return;
    if (!this.layer.fitTo(frame)) this.layer.clear(wholeArea(frame));
    this.layer.shown = frame;
    const { context } = this.layer;
    this.paintShapes(context, frame);
    context.setTransform(frame.pixelRatio, 0, 0, frame.pixelRatio, 0, 0);
    this.paintLabels(context, frame);
    paintGuides(context, frame.view, this.overlay.guides);
    paintArrows(context, frame.view, this.overlay.arrows);
    paintPins(context, frame.view, this.overlay.pins);
    paintHandles(context, frame.view, this.overlay.handles);
    if (this.overlay.cursor) paintCursor(context, frame, this.overlay.cursor);
  }

  destroy(): void {
    this.layer.destroy();
  }

  private get isEmpty(): boolean {
    const { guides, arrows, pins, handles, cursor } = this.overlay;
    const marks = guides.length + arrows.length + pins.length + handles.length + this.overlayShapes.length;
    return marks === 0 && !cursor && this.hovered === null && this.selected.size === 0;
  }

  private paintShapes(context: CanvasRenderingContext2D, frame: Frame): void {
    const level = levelOf(frame.view.scale);
    const pen: Pen = { frame, thin: false, lineWidth: frame.look.strokeWidth * frame.pixelRatio };
    const batches = batchesOf(byHeight(this.overlayShapes), level);
    paintBatches(context, batches, pen);
    const selected = [...this.stored(this.selected, frame), ...this.drawn(this.selected)];
    paintContrast(context, frame, batchesOf(byStyle(selected), level), 'selected');
    if (this.hovered === null || this.selected.has(this.hovered)) return;
    const hovered = new Set([this.hovered]);
    const under = [...this.stored(hovered, frame), ...this.drawn(hovered)];
    paintContrast(context, frame, batchesOf(byStyle(under), level), 'hovered');
  }

  private *stored(keys: ReadonlySet<MemberKey>, frame: Frame): Generator<PlacedShape> {
    const seen = visibleBox(frame.view, frame);
    for (const key of keys) {
      const shape = this.scene.get(key);
      if (shape?.visible && isDrawable(shape) && overlaps(shape, seen)) yield shape;
    }
  }

  private drawn(keys: ReadonlySet<MemberKey>): PlacedShape[] {
    return this.overlayShapes.filter(({ shape }) => keys.has(shape.key));
  }

  private paintLabels(context: CanvasRenderingContext2D, frame: Frame): void {
    if (frame.look.labels === 'none') return;
    const keys = new Set(this.selected);
    if (this.hovered !== null) keys.add(this.hovered);
    if (keys.size > mostLabels) return;
    for (const shape of this.stored(keys, frame)) paintLabel(context, frame.view, shape);
  }
}
