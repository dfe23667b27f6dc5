import type { Cut, DecodedPicture, Decoder } from './decoder';
import { type PictureLevel, type PictureSource, pictureTileSize } from './pictureSource';
import type { TileCache } from './tileCache';

/** Levels of half the size each, until one tile holds the whole picture. */
export function levelsOf(width: number, height: number): PictureLevel[] {
  const levels: PictureLevel[] = [];
  for (let shrink = 1; ; shrink *= 2) {
    const across = pictureTileSize * shrink;
    const columns = Math.ceil(width / across);
    const rows = Math.ceil(height / across);
    levels.push({ shrink, columns, rows });
    if (columns <= 1 && rows <= 1) return levels;
  }
}

/** A picture of the decoder whose tiles are cut when they are first asked for. */
export class TiledPicture implements PictureSource {
  readonly width: number;
  readonly height: number;
  readonly levels: readonly PictureLevel[];
  private readonly picture: DecodedPicture;
  private readonly decoder: Decoder;
  private readonly cache: TileCache;
  private readonly cutting = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private closed = false;

  constructor(picture: DecodedPicture, decoder: Decoder, cache: TileCache) {
    this.picture = picture;
    this.decoder = decoder;
    this.cache = cache;
    this.width = picture.width;
    this.height = picture.height;
    this.levels = levelsOf(picture.width, picture.height);
  }

  /** What the decoder holds. */
  get bytes(): number {
    return this.width * this.height * 4;
  }

  tile(level: number, column: number, row: number): ImageBitmap | null {
    const name = `${this.picture.id} ${level} ${column} ${row}`;
    const bitmap = this.cache.get(name);
    if (!bitmap && !this.closed) void this.cut(name, level, column, row);
    return bitmap;
  }

  onTile(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Cuts the tile that shows the whole picture, so that it can be drawn at once. */
  async prepare(): Promise<void> {
    const level = this.levels.length - 1;
    await this.cut(`${this.picture.id} ${level} 0 0`, level, 0, 0);
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
    this.cache.drop(`${this.picture.id} `);
    this.decoder.close(this.picture.id);
  }

  private async cut(name: string, level: number, column: number, row: number): Promise<void> {
    if (this.cutting.has(name)) return;
    this.cutting.add(name);
    try {
      const bitmap = await this.decoder.cut(this.picture.id, this.cutOf(level, column, row));
      if (this.closed) {
        bitmap.close();
        return;
      }
      this.cache.put(name, bitmap);
      for (const listener of this.listeners) listener();
    } finally {
      this.cutting.delete(name);
    }
  }

  private cutOf(level: number, column: number, row: number): Cut {
    const shrink = this.levels[level]?.shrink ?? 1;
    const across = pictureTileSize * shrink;
    const [x, y] = [column * across, row * across];
    const [width, height] = [Math.min(across, this.width - x), Math.min(across, this.height - y)];
    return { x, y, width, height, toWidth: Math.ceil(width / shrink), toHeight: Math.ceil(height / shrink) };
  }
}
