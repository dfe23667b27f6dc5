import { type Box, overlaps } from '../box';
import { type Frame, wholeArea } from '../frame';
import type { CanvasLayer } from '../layers/canvasLayer';
import { type Pen, paintBatches, penFor } from '../layers/paintBatches';
import { levelOf } from '../scene/detail';
import type { Scene } from '../scene/scene';
import type { ShapeGroup } from '../scene/shapeGroup';
import { batchesOf, type StyleBatch } from '../scene/styleBatch';
import { visibleBox } from '../view';
import type { LayerReport } from './layerReport';

/** Shapes of a step: what Chromium rasterises in about 8 ms without a GPU. Lines of several pixels cost four times as much. */
const thinStep = 2_000;
const wideStep = 500;
/** Up to here the shapes on the screen are looked up one by one; the groups hold many that are off it. */
const exactBelow = 1_000;

/** How far a shape may reach beyond its points: half a mark or line, CSS pixels. */
export const reach = 12;

/** The drawing of all visible shapes on an empty layer, in steps that fit into a frame. */
export class RedrawJob {
  readonly frame: Frame;
  /** Places of the picture that changed meanwhile. */
  readonly changed: Box[] = [];
  private readonly layer: CanvasLayer;
  private readonly scene: Scene;
  private readonly pen: Pen;
  private readonly level: number;
  private readonly box: Box;
  private readonly groups: readonly ShapeGroup[];
  private next = 0;
  done = false;

  constructor(layer: CanvasLayer, scene: Scene, frame: Frame) {
    this.layer = layer;
    this.scene = scene;
    this.frame = frame;
    this.pen = penFor(frame, scene.typicalSize);
    this.level = levelOf(frame.view.scale);
    this.box = visibleBox(frame.view, frame);
    this.groups = scene.groups.filter((group) => overlaps(group.box, this.box));
    layer.fitTo(frame);
    layer.clear(wholeArea(frame));
  }

  /** An upper bound. */
  get visibleShapes(): number {
    return this.groups.reduce((sum, group) => sum + group.size, this.scene.unsettled);
  }

  step(report: LayerReport): void {
    report.redrawn = true;
    if (this.visibleShapes <= exactBelow || this.groups.length === 0) {
      this.paint(batchesOf(this.scene.search(this.box), this.level), report);
      this.done = true;
      return;
    }
    const limit = report.shapesDrawn + (this.pen.thin ? thinStep : wideStep);
    while (this.next < this.groups.length && report.shapesDrawn < limit) this.paintNextGroup(report);
    if (this.next < this.groups.length) return;
    this.paint(batchesOf(this.scene.searchUnsettled(this.box), this.level), report);
    this.done = true;
  }

  private paintNextGroup(report: LayerReport): void {
    const group = this.groups[this.next++];
    if (group) this.paint(group.batches(this.level), report);
  }

  private paint(batches: readonly StyleBatch[], report: LayerReport): void {
    report.drawCalls += paintBatches(this.layer.context, batches, this.pen);
    for (const batch of batches) report.shapesDrawn += batch.shapes;
  }
}
