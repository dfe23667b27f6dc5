import { type PictureLevel, type PictureSource, pictureTileSize } from '@limn/editor/media/pictureSource';

export const blends = ['normal', 'difference', 'screen', 'multiply'] as const;
export type Blend = (typeof blends)[number];

/** A picture that lies over another one, stretched to its size. */
export interface BlendLayer {
  readonly image: HTMLImageElement;
  readonly opacity: number;
  readonly blend: Blend;
}

// A screen of tiles and some around it; each has up to 4 MB.
const most = 32;

/** A picture with others laid over it, tile by tile, so that renderers need to know nothing of them. */
export class BlendedPicture implements PictureSource {
  readonly width: number;
  readonly height: number;
  readonly levels: readonly PictureLevel[];
  private readonly base: PictureSource;
  private readonly layers: readonly BlendLayer[];
  private readonly tiles = new Map<string, ImageBitmap>();

  constructor(base: PictureSource, layers: readonly BlendLayer[]) {
    this.base = base;
    this.layers = layers;
    this.width = base.width;
    this.height = base.height;
    this.levels = base.levels;
  }

  tile(level: number, column: number, row: number): ImageBitmap | null {
    const name = `${level} ${column} ${row}`;
    const known = this.tiles.get(name);
    if (known) {
      this.tiles.delete(name);
      this.tiles.set(name, known);
      return known;
    }
    const below = this.base.tile(level, column, row);
    const blended = below && this.blend(below, this.levels[level]?.shrink ?? 1, column, row);
    if (blended) {
      this.tiles.set(name, blended);
      this.shed();
    }
    return blended;
  }

  onTile(listener: () => void): () => void {
    return this.base.onTile(listener);
  }

  /** Lets go of its own tiles; the picture below stays as it is. */
  close(): void {
    for (const bitmap of this.tiles.values()) {
      bitmap.close();
    }
    this.tiles.clear();
  }

  private blend(below: ImageBitmap, shrink: number, column: number, row: number): ImageBitmap | null {
    const canvas = new OffscreenCanvas(below.width, below.height);
    const context = canvas.getContext('2d');
    if (context === null) {
      return null;
    }
    context.drawImage(below, 0, 0);
    const [left, top] = [column * pictureTileSize, row * pictureTileSize];
    for (const { image, opacity, blend } of this.layers) {
      context.globalAlpha = opacity;
      context.globalCompositeOperation = blend === 'normal' ? 'source-over' : blend;
      context.drawImage(image, -left, -top, this.width / shrink, this.height / shrink);
    }
    return canvas.transferToImageBitmap();
  }

  private shed(): void {
    for (const [name, bitmap] of [...this.tiles].slice(0, -most)) {
      bitmap.close();
      this.tiles.delete(name);
    }
  }
}
