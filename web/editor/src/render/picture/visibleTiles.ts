import { type PictureSource, pictureTileSize } from '../../media/pictureSource';
import type { Box } from '../box';
import type { Frame } from '../frame';
import { visibleBox } from '../view';

/** A part of a decoded tile and the box of the picture that it covers. */
export interface PictureTile extends Box {
  readonly bitmap: ImageBitmap;
  /** The part within the bitmap, in its pixels. */
  readonly source: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** The coarsest level that still has a pixel for each pixel of the screen. */
export function levelFor(source: PictureSource, frame: Frame): number {
  const shrink = 1 / (frame.view.scale * frame.pixelRatio);
  let best = 0;
  for (const [at, level] of source.levels.entries()) if (level.shrink <= shrink * 1.01) best = at;
  return best;
}

/** The tiles to draw within a box; where one is not cut yet, the part of a coarser one that is. */
export function visibleTiles(
  source: PictureSource,
  frame: Frame,
  within = visibleBox(frame.view, frame),
): PictureTile[] {
  const level = levelFor(source, frame);
  const side = pictureTileSize * (source.levels[level]?.shrink ?? 1);
  const tiles: PictureTile[] = [];
  const { columns, rows } = source.levels[level] ?? { columns: 0, rows: 0 };
  const first = (at: number) => Math.max(0, Math.floor(at / side));
  for (let row = first(within.minY); row < rows && row * side < within.maxY; row++) {
    for (let column = first(within.minX); column < columns && column * side < within.maxX; column++) {
      const tile = bestTile(source, level, column, row);
      if (tile) tiles.push(tile);
    }
  }
  return tiles;
}

function bestTile(source: PictureSource, level: number, column: number, row: number): PictureTile | null {
  const side = pictureTileSize * (source.levels[level]?.shrink ?? 1);
  const minX = column * side;
  const minY = row * side;
  const maxX = Math.min(minX + side, source.width);
  const maxY = Math.min(minY + side, source.height);
  for (let at = level; at < source.levels.length; at++) {
    const shrink = source.levels[at]?.shrink ?? 1;
    const across = pictureTileSize * shrink;
    const [atColumn, atRow] = [Math.floor(minX / across), Math.floor(minY / across)];
    const bitmap = source.tile(at, atColumn, atRow);
    if (!bitmap) continue;
    // The last pixels of a level may stand for fewer pixels of the file.
    const scaleX = bitmap.width / (Math.min((atColumn + 1) * across, source.width) - atColumn * across);
    const scaleY = bitmap.height / (Math.min((atRow + 1) * across, source.height) - atRow * across);
    const part = {
      x: (minX - atColumn * across) * scaleX,
      y: (minY - atRow * across) * scaleY,
      width: (maxX - minX) * scaleX,
      height: (maxY - minY) * scaleY,
    };
    return { bitmap, source: part, minX, minY, maxX, maxY };
  }
  return null;
}
