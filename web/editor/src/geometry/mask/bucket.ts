import { tilePixels, tileSize } from '../../model/brush/runs';
import type { Bitmap } from './Bitmap';
import { colourDistance, type Oklab, oklabOf } from './oklab';

/** Colours of the picture, read by parts. */
export interface Colours {
  readonly width: number;
  readonly height: number;
  /** RGBA of a part inside of the picture. */
  read(x: number, y: number, width: number, height: number): Uint8ClampedArray;
}

export interface BucketOptions {
  /** Hundredths of OKLab. */
  readonly tolerance: number;
  /** Only what is connected with the start. */
  readonly contiguous: boolean;
}

/** So many pixels are visited before the caller has a chance to pause. */
const visitsAtOnce = 20_000;

/** The pixels like the one at the start, tile by tile; null now and then while it looks for more, so that the caller may pause. */
export function* bucketFill(
  colours: Colours,
  x: number,
  y: number,
  options: BucketOptions,
): Generator<Bitmap | null, void> {
  const { width, height } = colours;
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const [red = 0, green = 0, blue = 0] = colours.read(x, y, 1, 1);
  const matches = new Matches(colours, oklabOf(red, green, blue), options.tolerance);
  const tiles = options.contiguous ? connected(matches, x, y) : matches.all();
  for (const tile of tiles) yield tile?.bits.includes(1) ? tile : null;
}

/** Which pixels have the colour, looked up when a tile is first asked for. */
class Matches {
  readonly columns: number;
  readonly rows: number;
  readonly colours: Colours;
  private readonly like: Oklab;
  private readonly tolerance: number;
  private readonly tiles = new Map<number, Bitmap>();
  /** Pictures repeat their colours; most are reckoned once. */
  private readonly known = new Map<number, 0 | 1>();

  constructor(colours: Colours, like: Oklab, tolerance: number) {
    this.colours = colours;
    this.like = like;
    this.tolerance = tolerance;
    this.columns = Math.ceil(colours.width / tileSize);
    this.rows = Math.ceil(colours.height / tileSize);
  }

  tile(column: number, row: number): Bitmap {
    const key = row * this.columns + column;
    let tile = this.tiles.get(key);
    if (!tile) {
      tile = this.compare(column, row);
      this.tiles.set(key, tile);
    }
    return tile;
  }

  *all(): Generator<Bitmap> {
    for (let row = 0; row < this.rows; row++) {
      for (let column = 0; column < this.columns; column++) yield this.compare(column, row);
    }
  }

  private compare(column: number, row: number): Bitmap {
    const [x, y] = [column * tileSize, row * tileSize];
    const width = Math.min(tileSize, this.colours.width - x);
    const height = Math.min(tileSize, this.colours.height - y);
    const colours = this.colours.read(x, y, width, height);
    const bits = new Uint8Array(tilePixels);
    for (let index = 0; index < width * height; index++) {
      const [red, green, blue] = [colours[index * 4] ?? 0, colours[index * 4 + 1] ?? 0, colours[index * 4 + 2] ?? 0];
      bits[Math.floor(index / width) * tileSize + (index % width)] = this.matches(red, green, blue);
    }
    return { x, y, width: tileSize, height: tileSize, bits };
  }

  private matches(red: number, green: number, blue: number): 0 | 1 {
    const key = (red << 16) | (green << 8) | blue;
    let match = this.known.get(key);
    if (match === undefined) {
      match = colourDistance(oklabOf(red, green, blue), this.like) <= this.tolerance ? 1 : 0;
      this.known.set(key, match);
    }
    return match;
  }
}

function* connected(matches: Matches, x: number, y: number): Generator<Bitmap | null> {
  const { width, height } = matches.colours;
  const found = new Map<number, Bitmap>();
  const open: number[] = [];
  const visit = (px: number, py: number): void => {
    if (px < 0 || py < 0 || px >= width || py >= height) return;
    const [column, row] = [Math.floor(px / tileSize), Math.floor(py / tileSize)];
    const index = (py - row * tileSize) * tileSize + (px - column * tileSize);
    if (matches.tile(column, row).bits[index] !== 1) return;
    const bits = foundTile(found, matches, column, row).bits;
    if (bits[index] === 1) return;
    bits[index] = 1;
    open.push(px, py);
  };
  visit(x, y);
  for (let visits = 1; open.length > 0; visits++) {
    if (visits % visitsAtOnce === 0) yield null;
    const py = open.pop() as number;
    const px = open.pop() as number;
    visit(px - 1, py);
    visit(px + 1, py);
    visit(px, py - 1);
    visit(px, py + 1);
  }
  yield* found.values();
}

function foundTile(found: Map<number, Bitmap>, matches: Matches, column: number, row: number): Bitmap {
  const key = row * matches.columns + column;
  let tile = found.get(key);
  if (!tile) {
    tile = { ...matches.tile(column, row), bits: new Uint8Array(tilePixels) };
    found.set(key, tile);
  }
  return tile;
}
