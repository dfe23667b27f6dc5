/** Cut tiles within a budget of bytes; those drawn longest ago go first. */
export class TileCache {
  private readonly tiles = new Map<string, ImageBitmap>();
  private readonly budget: () => number;
  private held = 0;

  constructor(budget: () => number) {
    this.budget = budget;
  }

  get bytes(): number {
    return this.held;
  }

  get(name: string): ImageBitmap | null {
    const tile = this.tiles.get(name);
    if (!tile) return null;
    // A map keeps the order of insertion: the first one is the one used longest ago.
    this.tiles.delete(name);
    this.tiles.set(name, tile);
    return tile;
  }

  put(name: string, tile: ImageBitmap): void {
    this.remove(name);
    this.tiles.set(name, tile);
    this.held += bytesOf(tile);
    for (const oldest of this.tiles.keys()) {
      if (this.held <= this.budget() || oldest === name) return;
      this.remove(oldest);
    }
  }

  /** Drops all tiles whose name begins so. */
  drop(prefix: string): void {
    for (const name of [...this.tiles.keys()]) if (name.startsWith(prefix)) this.remove(name);
  }

  private remove(name: string): void {
    const tile = this.tiles.get(name);
    if (!tile) return;
    this.held -= bytesOf(tile);
    this.tiles.delete(name);
    tile.close();
  }
}

function bytesOf({ width, height }: ImageBitmap): number {
  return width * height * 4;
}
