import { type PictureLevel, type PictureSource, pictureTileSize } from '@limn/editor/media/pictureSource';

/** A picture of the browser in tiles, which are cut when they are first asked for. */
export class PictureTiles implements PictureSource {
  readonly width: number;
  readonly height: number;
  readonly levels: readonly PictureLevel[];
  private readonly image: HTMLImageElement;
  private readonly tiles = new Map<string, ImageBitmap | null>();
  private readonly listeners = new Set<() => void>();
  private isClosed = false;

  constructor(image: HTMLImageElement) {
    this.image = image;
    this.width = image.naturalWidth;
    this.height = image.naturalHeight;
    this.levels = levelsOf(this.width, this.height);
  }

  tile(level: number, column: number, row: number): ImageBitmap | null {
    const name = `${level} ${column} ${row}`;
    if (!this.tiles.has(name) && !this.isClosed) {
      void this.cut(name, level, column, row);
    }
    return this.tiles.get(name) ?? null;
  }

  onTile(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Cuts the tile that shows the whole picture, so that it can be drawn at once. */
  prepare(): Promise<void> {
    const level = this.levels.length - 1;
    return this.cut(`${level} 0 0`, level, 0, 0);
  }

  close(): void {
    this.isClosed = true;
    this.listeners.clear();
    for (const bitmap of this.tiles.values()) {
      bitmap?.close();
    }
    this.tiles.clear();
  }

  private async cut(name: string, level: number, column: number, row: number): Promise<void> {
    this.tiles.set(name, null);
    const shrink = this.levels[level]?.shrink ?? 1;
    const side = pictureTileSize * shrink;
    const [x, y] = [column * side, row * side];
    const [width, height] = [Math.min(side, this.width - x), Math.min(side, this.height - y)];
    const bitmap = await createImageBitmap(this.image, x, y, width, height, {
      resizeWidth: Math.ceil(width / shrink),
      resizeHeight: Math.ceil(height / shrink),
      resizeQuality: 'high',
    });
    if (this.isClosed) {
      bitmap.close();
      return;
    }
    this.tiles.set(name, bitmap);
    for (const listener of this.listeners) {
      listener();
    }
  }
}

/** Levels of half the size each, until one tile holds the whole picture. */
function levelsOf(width: number, height: number): PictureLevel[] {
  const levels: PictureLevel[] = [];
  for (let shrink = 1; ; shrink *= 2) {
    const side = pictureTileSize * shrink;
    const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
    levels.push({ shrink, columns, rows });
    if (columns <= 1 && rows <= 1) {
      return levels;
    }
  }
}
