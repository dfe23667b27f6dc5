import type { Box } from '../box';
import { type Frame, type PixelRect, pixelsOf, sameButMoved } from '../frame';
import { CanvasLayer } from '../layers/canvasLayer';
import { paintBatches, penFor } from '../layers/paintBatches';
import { levelOf } from '../scene/detail';
import type { Scene } from '../scene/scene';
import { batchesOf } from '../scene/styleBatch';
import { byHeight, byStyle } from '../scene/together';
import { toPicture, type View } from '../view';
import type { LayerReport } from './layerReport';
import { countInSight, RedrawJob, reach } from './redrawJob';

/** So many shapes are drawn within the frame; more in steps, behind the stretched last picture. */
const atOnce = 700;
/** While the view goes on changing, the last picture is stretched so far; zooming out shows its borders sooner. */
const mostStretch = { least: 1 / 1.2, most: 1.6 };
/** More changed places, or more shapes in one of them, are left to a redraw of everything. */
const mostPlaces = 64;
const mostShapesInPlace = 2_000;

/**
 * The stored shapes. Moving shifts the pixels and draws the strips that came into sight; a change draws only the place
 * that it touches; zooming among many shapes stretches the last picture until the sharp one is ready, some frames later.
 */
export class ShapeLayer {
  private front: CanvasLayer;
  private back: CanvasLayer;
  private job: RedrawJob | null = null;
  private last: Frame | null = null;
  private dirty: Box[] = [];
  /** Whether more changed than was worth repainting place by place. */
  private outdated = false;
  /** Whether the last picture is shown at another scale than its own, and a sharp one is still to be begun. */
  private isStretched = false;
  private readonly scene: Scene;
  private readonly stretching: boolean;

  constructor(host: HTMLElement, scene: Scene, stretching: boolean) {
    this.scene = scene;
    this.stretching = stretching;
    this.back = new CanvasLayer(host);
    this.front = new CanvasLayer(host);
    this.show();
  }

  /** Places of the picture whose shapes changed. */
  touch(boxes: readonly Box[]): void {
    this.dirty.push(...boxes);
  }

  /** True when the frame is drawn to the end. */
  draw(frame: Frame, report: LayerReport): boolean {
    this.front.fitTo(frame);
    this.repaintChanges(report);
    if (!this.follow(frame, report)) this.redraw(frame, report);
    this.last = frame;
    return this.job === null && !this.isStretched;
  }

  destroy(): void {
    this.front.destroy();
    this.back.destroy();
  }

  private repaintChanges(report: LayerReport): void {
    const boxes = this.dirty;
    this.dirty = [];
    this.job?.changed.push(...boxes);
    this.outdated = boxes.length > mostPlaces || !boxes.every((box) => this.repaintBox(box, report));
    if (this.outdated) this.job = null;
  }

  /** Shifts the pixels where the view only moved. */
  private follow(frame: Frame, report: LayerReport): boolean {
    if (this.job || this.outdated) return false;
    this.isStretched = false;
    const strips = this.front.moveTo(frame);
    if (!strips) return false;
    this.front.canvas.style.transform = '';
    for (const strip of strips) this.repaint(frame, strip, report);
    return true;
  }

  private redraw(frame: Frame, report: LayerReport): void {
    // While the view goes on changing, the drawing under way is finished: it is nearer than what is shown.
    const still = this.last !== null && sameButMoved(this.last, frame);
    const stretch = this.front.shown && stretchBetween(this.front.shown, frame);
    const waits = this.stretching && stretch !== null && countInSight(this.scene, frame) > atOnce;
    this.isStretched = waits && !still && !this.job && !this.outdated && this.isNear(frame);
    if (this.isStretched) {
      this.front.canvas.style.transform = stretch ?? '';
      return;
    }
    if (!this.job || (still && !sameButMoved(this.job.frame, frame))) {
      this.job = new RedrawJob(this.back, this.scene, frame);
    }
    const { job } = this;
    do job.step(report);
    while (!(job.done || waits));
    if (job.done) this.swap(job, frame, report);
    else this.front.canvas.style.transform = stretch ?? '';
  }

  /** Whether what is shown is good enough until the view comes to rest. */
  private isNear({ view }: Frame): boolean {
    const factor = view.scale / (this.front.shown?.view.scale ?? 0);
    return factor >= mostStretch.least && factor <= mostStretch.most;
  }

  private swap(job: RedrawJob, frame: Frame, report: LayerReport): void {
    [this.front, this.back] = [this.back, this.front];
    this.front.shown = job.frame;
    this.job = null;
    this.show();
    for (const box of job.changed) this.repaintBox(box, report);
    if (this.follow(frame, report)) return;
    this.front.canvas.style.transform = stretchBetween(job.frame, frame) ?? '';
    this.isStretched = true;
  }

  private show(): void {
    this.front.canvas.style.opacity = '1';
    this.back.canvas.style.opacity = '0';
  }

  private repaintBox(box: Box, report: LayerReport): boolean {
    const frame = this.front.shown;
    const rect = frame && pixelsOf(frame, box, reach);
    return !rect || this.repaint(frame, rect, report);
  }

  /** Draws a part anew; false where it holds too many shapes for that. */
  private repaint(frame: Frame, rect: PixelRect, report: LayerReport): boolean {
    const shapes = this.scene.search(boxUnder(frame, rect));
    if (shapes.length > mostShapesInPlace) return false;
    const pen = penFor(frame, this.scene.typicalSize);
    const batches = batchesOf(pen.thin ? byStyle(shapes) : byHeight(shapes), levelOf(frame.view.scale));
    this.front.within(rect, (context) => {
      report.drawCalls += paintBatches(context, batches, pen);
    });
    report.shapesDrawn += shapes.length;
    report.redrawn = true;
    return true;
  }
}

/** The part of the picture whose shapes may reach into the rectangle. */
function boxUnder({ view, pixelRatio }: Frame, rect: PixelRect): Box {
  const corner = (x: number, y: number, by: number) =>
    toPicture(view, { x: x / pixelRatio + by, y: y / pixelRatio + by });
  const [ax, ay] = corner(rect.x, rect.y, -reach);
  const [bx, by] = corner(rect.x + rect.width, rect.y + rect.height, reach);
  return { minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) };
}

/** The style that makes one frame's pixels look like another's; null where the picture is turned otherwise. */
function stretchBetween(shown: Frame, wanted: Frame): string | null {
  const from: View = shown.view;
  const to: View = wanted.view;
  if (from.rotation !== to.rotation || from.flipped !== to.flipped) return null;
  const factor = to.scale / from.scale;
  return `translate(${to.x - factor * from.x}px, ${to.y - factor * from.y}px) scale(${factor})`;
}
