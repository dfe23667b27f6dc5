import type { PictureSource } from '../../media/pictureSource';
import type { Box } from '../box';
import { type Frame, type PixelRect, pixelMatrix, pixelsOf, wholeArea } from '../frame';
import { CanvasLayer } from '../layers/canvasLayer';
import { applyTable, isNeutral, lookTable } from '../picture/lookTable';
import { type BlockImages, blockSize, MaskBlocks } from '../picture/maskBlocks';
import { visibleTiles } from '../picture/visibleTiles';
import type { MaskSource, TilePlace } from '../renderer';
import { toPicture } from '../view';
import type { LayerReport } from './layerReport';

const blockImages: BlockImages<OffscreenCanvas> = {
  make(pixels, old, { x, y, width, height }) {
    const canvas = old ?? new OffscreenCanvas(blockSize, blockSize);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0, x, y, width, height);
    return canvas;
  },
  drop(canvas) {
    canvas.width = 0;
  },
};

/** The picture, and the brush mask over it. */
export class PictureLayer {
  private readonly layer: CanvasLayer;
  private readonly mask = new MaskBlocks(blockImages);
  private picture: PictureSource | null = null;
  private hasMask = false;
  private dirty: Box[] = [];

  constructor(host: HTMLElement) {
    this.layer = new CanvasLayer(host);
  }

  setPicture(picture: PictureSource | null): void {
    this.picture = picture;
    this.forget();
  }

  setMask(mask: MaskSource | null): void {
    this.mask.setSource(mask);
    this.hasMask = mask !== null;
    this.forget();
  }

  maskChanged(tiles: readonly TilePlace[]): void {
    this.mask.changed(tiles);
    for (const { x, y } of tiles) {
      const [minX, minY] = [x * blockSize, y * blockSize];
      this.dirty.push({ minX, minY, maxX: minX + blockSize, maxY: minY + blockSize });
    }
  }

  /** Everything must be drawn anew, as after a tile was decoded. */
  forget(): void {
    this.layer.shown = null;
  }

  draw(frame: Frame, report: LayerReport): void {
    this.layer.hide(this.picture === null && !this.hasMask);
    this.layer.fitTo(frame);
    const strips = this.layer.moveTo(frame) ?? [wholeArea(frame)];
    this.layer.shown = frame;
    const dirty = this.dirty.map((box) => pixelsOf(frame, box, 1)).filter((rect) => rect !== null);
    this.dirty = [];
    for (const rect of [...strips, ...dirty]) this.paint(frame, rect, report);
  }

  destroy(): void {
    this.mask.clear();
    this.layer.destroy();
  }

  private paint(frame: Frame, rect: PixelRect, report: LayerReport): void {
    const box = boxUnder(frame, rect);
    this.layer.within(rect, (context) => {
      context.imageSmoothingEnabled = frame.look.smoothing || frame.view.scale * frame.pixelRatio < 1;
      if (this.picture) {
        for (const tile of visibleTiles(this.picture, frame, box)) {
          const { x, y, width, height } = tile.source;
          placeUnitSquare(context, frame, tile);
          context.drawImage(tile.bitmap, x, y, width, height, 0, 0, 1, 1);
          report.drawCalls++;
        }
        if (!isNeutral(frame.look)) tone(context, frame, rect);
      }
      context.globalAlpha = frame.look.opacity;
      context.imageSmoothingEnabled = frame.view.scale * frame.pixelRatio < 1;
      for (const block of this.mask.visible(frame, box)) {
        placeUnitSquare(context, frame, block);
        context.drawImage(block.image, 0, 0, 1, 1);
        report.drawCalls++;
      }
    });
  }
}

/** Puts the unit square onto a box of the picture, its edges on whole device pixels: no seams between tiles. */
function placeUnitSquare(context: CanvasRenderingContext2D, frame: Frame, box: Box): void {
  const m = pixelMatrix(frame);
  const e = Math.round(m.a * box.minX + m.c * box.minY + m.e);
  const f = Math.round(m.b * box.minX + m.d * box.minY + m.f);
  const endX = Math.round(m.a * box.maxX + m.c * box.maxY + m.e);
  const endY = Math.round(m.b * box.maxX + m.d * box.maxY + m.f);
  if (m.b === 0) context.setTransform(endX - e, 0, 0, endY - f, e, f);
  else context.setTransform(0, endY - f, endX - e, 0, e, f);
}

function tone(context: CanvasRenderingContext2D, frame: Frame, rect: PixelRect): void {
  const pixels = context.getImageData(rect.x, rect.y, rect.width, rect.height);
  applyTable(pixels.data, lookTable(frame.look));
  context.putImageData(pixels, rect.x, rect.y);
}

function boxUnder({ view, pixelRatio }: Frame, rect: PixelRect): Box {
  const [ax, ay] = toPicture(view, { x: rect.x / pixelRatio, y: rect.y / pixelRatio });
  const [bx, by] = toPicture(view, { x: (rect.x + rect.width) / pixelRatio, y: (rect.y + rect.height) / pixelRatio });
  return { minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) };
}
