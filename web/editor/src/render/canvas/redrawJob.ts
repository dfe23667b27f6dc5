import { type Box, overlaps } from '../box';
import { type Frame, wholeArea } from '../frame';
import type { CanvasLayer } from '../layers/canvasLayer';
import { type Pen, paintBatches, penFor } from '../layers/paintBatches';
import { levelOf } from '../scene/detail';
import type { Scene } from '../scene/scene';
import type { ShapeGroup } from '../scene/shapeGroup';
import { batchesOf, type StyleBatch } from '../scene/styleBatch';
import { byHeight, byStyle } from '../scene/together';
import { visibleBox } from '../view';
import type { LayerReport } from './layerReport';

/** Shapes of a step: what Chromium rasterises in about 4 ms without a GPU. Lines of several pixels cost four times as much. */
const thinStep = 1_000;
const wideStep = 250;
/** Up to here the shapes on the screen are looked up one by one; the groups hold many that are off it. */
const exactBelow = 1_000;

/** How far a shape may reach beyond its points: half a mark or line, CSS pixels. */
export const reach = 12;

type Parts = Generator<readonly StyleBatch[], void>;

interface Sight {
  readonly box: Box;
  readonly level: number;
}

/** How many shapes are on the screen; an upper bound. */
export function countInSight(scene: Scene, frame: Frame): number {
  return groupsInSight(scene, frame).reduce((sum, group) => sum + group.size, scene.unsettled);
}

function groupsInSight(scene: Scene, frame: Frame): ShapeGroup[] {
  const box = visibleBox(frame.view, frame);
  return scene.groups.filter((group) => overlaps(group.box, box));
}

/** The drawing of all visible shapes on an empty layer, in steps that fit into a frame. */
export class RedrawJob {
  readonly frame: Frame;
  /** Places of the picture that changed meanwhile. */
  readonly changed: Box[] = [];
  private readonly layer: CanvasLayer;
  private readonly pen: Pen;
  private readonly parts: Parts;
  done = false;

  constructor(layer: CanvasLayer, scene: Scene, frame: Frame) {
    this.layer = layer;
    this.frame = frame;
    this.pen = penFor(frame, scene.typicalSize);
    const level = levelOf(frame.view.scale);
    const box = visibleBox(frame.view, frame);
    const inSight = groupsInSight(scene, frame);
    const isCrowd = this.pen.thin && countInSight(scene, frame) > exactBelow;
    this.parts = isCrowd ? crowdParts(scene, inSight, { box, level }) : exactParts(scene, { box, level });
    layer.fitTo(frame);
    layer.clear(wholeArea(frame));
  }

  step(report: LayerReport): void {
    report.redrawn = true;
    const limit = report.shapesDrawn + (this.pen.thin ? thinStep : wideStep);
    while (report.shapesDrawn < limit) {
      const { value: batches } = this.parts.next();
      if (!batches) {
        this.done = true;
        return;
      }
      report.drawCalls += paintBatches(this.layer.context, batches, this.pen);
      for (const batch of batches) report.shapesDrawn += batch.shapes;
    }
  }
}

/** Group by group with its cached paths: by far the fastest, but a shape may come to lie above a higher one of another group. */
function* crowdParts(scene: Scene, groups: readonly ShapeGroup[], { box, level }: Sight): Parts {
  for (const group of groups) yield group.batches(level);
  yield batchesOf(byStyle(scene.searchUnsettled(box)), level);
}

/** From the lowest up. */
function* exactParts(scene: Scene, { box, level }: Sight): Parts {
  for (const shapes of byHeight(scene.search(box))) yield batchesOf([shapes], level);
}
