import type { PictureSource } from '../../media/pictureSource';
import type { Frame } from '../frame';
import type { Backdrop } from '../layers/backdrop';
import type { FrameReport, MaskSource, TilePlace } from '../renderer';
import type { PlacedShape } from '../scene/placedShape';
import type { Scene } from '../scene/scene';
import { PictureLayer } from './pictureLayer';
import { ShapeLayer } from './shapeLayer';

/** Picture and mask on one canvas, the shapes on another. */
export class CanvasBackdrop implements Backdrop {
  private readonly picture: PictureLayer;
  private readonly shapes: ShapeLayer;

  constructor(root: HTMLElement, scene: Scene, stretching: boolean) {
    this.picture = new PictureLayer(root);
    this.shapes = new ShapeLayer(root, scene, stretching);
  }

  setPicture(picture: PictureSource | null): void {
    this.picture.setPicture(picture);
  }

  tileArrived(): void {
    this.picture.forget();
  }

  setMask(mask: MaskSource | null): void {
    this.picture.setMask(mask);
  }

  maskChanged(tiles: readonly TilePlace[]): void {
    this.picture.maskChanged(tiles);
  }

  shapesChanged(shapes: readonly PlacedShape[]): void {
    this.shapes.touch(shapes);
  }

  draw(frame: Frame): FrameReport {
    const report = { drawCalls: 0, shapesDrawn: 0, redrawn: false };
    this.picture.draw(frame, report);
    const settled = this.shapes.draw(frame, report);
    return { drawCalls: report.drawCalls, shapesDrawn: report.shapesDrawn, staticRedrawn: report.redrawn, settled };
  }

  destroy(): void {
    this.picture.destroy();
    this.shapes.destroy();
  }
}
