import type { Point } from '@limn/editor';
import { pathsOf } from '@limn/editor/geometry/path';
import { type PictureSource, pictureTileSize } from '@limn/editor/media/pictureSource';
import type { Overlay, Path } from '@limn/editor/render/renderer';
import { matrixOf, type View } from '@limn/editor/render/view';
import type { EditorSession } from '../session/EditorSession';

export interface LoupeLook {
  /** The place in the middle. */
  readonly at: Point;
  readonly view: View;
  /** Of the canvas, in its pixels. */
  readonly side: number;
  /** Pixels of the canvas per CSS pixel. */
  readonly ratio: number;
  readonly source: PictureSource;
  readonly overlay: Overlay;
}

// Against what is seen around it; and a pixel of the picture has at least so many CSS pixels.
const enlargement = 3;
const leastScale = 4;

/** Draws a place of the picture, its objects and what is being drawn, larger than they are seen. */
export function paintLoupe(
  context: CanvasRenderingContext2D,
  { editor, model, look }: EditorSession,
  glass: LoupeLook,
) {
  const { at, view, side, ratio, source, overlay } = glass;
  const scale = Math.max(leastScale, view.scale * enlargement);
  const { a, b, c, d } = matrixOf({ ...view, scale, x: 0, y: 0 }, ratio);
  const middle = side / 2;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, side, side);
  context.setTransform(a, b, c, d, middle - a * at[0] - c * at[1], middle - b * at[0] - d * at[1]);
  context.imageSmoothingEnabled = false;
  const reach = middle / (scale * ratio);
  paintPicture(context, source, at, reach);
  context.lineWidth = look.value.strokeWidth / scale;
  const bounds = { minX: at[0] - reach, minY: at[1] - reach, maxX: at[0] + reach, maxY: at[1] + reach };
  for (const { key, geometry } of editor.scene.near(bounds)) {
    const member = model.store.get('objects', key);
    if (member && model.visibility.isVisible(member)) {
      strokePaths(context, pathsOf(geometry), model.schema.classOf('objects', member)?.color ?? '#8a8f98');
    }
  }
  for (const { paths, color } of overlay.shapes) {
    strokePaths(context, paths, color);
  }
  paintCross(context, side);
}

/** The sharpest tiles: what is enlarged is seen pixel by pixel. */
function paintPicture(context: CanvasRenderingContext2D, source: PictureSource, [x, y]: Point, reach: number): void {
  const columnOf = (place: number, length: number) =>
    Math.floor(Math.max(0, Math.min(length - 1, place)) / pictureTileSize);
  const [left, right] = [columnOf(x - reach, source.width), columnOf(x + reach, source.width)];
  const [top, bottom] = [columnOf(y - reach, source.height), columnOf(y + reach, source.height)];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const tile = source.tile(0, column, row);
      if (tile) {
        context.drawImage(tile, column * pictureTileSize, row * pictureTileSize);
      }
    }
  }
}

function strokePaths(context: CanvasRenderingContext2D, paths: readonly Path[], color: string): void {
  context.strokeStyle = color;
  for (const { points, closed } of paths) {
    context.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
      context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
    }
    if (closed) {
      context.closePath();
    }
    context.stroke();
  }
}

/** Dark on light, seen on any picture. */
function paintCross(context: CanvasRenderingContext2D, side: number): void {
  const middle = side / 2;
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const [width, color] of [
    [3, 'rgb(255 255 255 / 80%)'],
    [1, '#000'],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = color;
    context.beginPath();
    context.moveTo(middle - 12, middle);
    context.lineTo(middle + 12, middle);
    context.moveTo(middle, middle - 12);
    context.lineTo(middle, middle + 12);
    context.stroke();
  }
}
