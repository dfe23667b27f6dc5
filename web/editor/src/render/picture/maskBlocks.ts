import type { Box } from '../box';
import type { Frame } from '../frame';
import type { MaskSource, TilePlace } from '../renderer';
import { visibleBox } from '../view';

/** Side of a block in its own pixels, and of a tile of labels. */
export const blockSize = 256;
/** 256 kB each: together at most 64 MB. */
const mostBlocks = 256;

/** 256 x 256 pixels that stand for a part of the mask, one for `shrink` x `shrink` labels. */
export interface MaskBlock<Image> extends Box {
  readonly image: Image;
}

/** Makes an image of a renderer from pixels, or fills an old one with them. */
export interface BlockImages<Image> {
  make(pixels: ImageData, old: Image | null): Image;
  drop(image: Image): void;
}

interface CachedBlock<Image> {
  image: Image | null;
  outdated: boolean;
  usedAt: number;
}

/** The visible blocks of a mask as images; only what was painted since is made anew. */
export class MaskBlocks<Image> {
  private readonly cache = new Map<string, CachedBlock<Image>>();
  private readonly pixels = new ImageData(blockSize, blockSize);
  private readonly images: BlockImages<Image>;
  private source: MaskSource | null = null;
  private clock = 0;

  constructor(images: BlockImages<Image>) {
    this.images = images;
  }

  setSource(source: MaskSource | null): void {
    this.clear();
    this.source = source;
  }

  changed(tiles: readonly TilePlace[]): void {
    for (const [key, block] of this.cache) {
      const [shrink = 1, column = 0, row = 0] = key.split(' ').map(Number);
      const touches = ({ x, y }: TilePlace) => Math.floor(x / shrink) === column && Math.floor(y / shrink) === row;
      if (tiles.some(touches)) block.outdated = true;
    }
  }

  /** The blocks within a box that hold anything. */
  visible(frame: Frame, within: Box = visibleBox(frame.view, frame)): MaskBlock<Image>[] {
    const { source } = this;
    if (!source) return [];
    this.clock++;
    const shrink = shrinkFor(frame);
    const side = blockSize * shrink;
    const found: MaskBlock<Image>[] = [];
    const last = { x: Math.min(within.maxX, source.width), y: Math.min(within.maxY, source.height) };
    for (let row = Math.max(0, Math.floor(within.minY / side)); row * side < last.y; row++) {
      for (let column = Math.max(0, Math.floor(within.minX / side)); column * side < last.x; column++) {
        const image = this.image(source, shrink, column, row);
        const [minX, minY] = [column * side, row * side];
        if (image !== null) found.push({ image, minX, minY, maxX: minX + side, maxY: minY + side });
      }
    }
    this.shed();
    return found;
  }

  clear(): void {
    for (const { image } of this.cache.values()) if (image !== null) this.images.drop(image);
    this.cache.clear();
  }

  private image(source: MaskSource, shrink: number, column: number, row: number): Image | null {
    const key = `${shrink} ${column} ${row}`;
    const cached = this.cache.get(key) ?? { image: null, outdated: true, usedAt: 0 };
    this.cache.set(key, cached);
    cached.usedAt = this.clock;
    if (!cached.outdated) return cached.image;
    cached.outdated = false;
    const filled = fillPixels(this.pixels, source, shrink, column, row);
    if (!filled && cached.image !== null) this.images.drop(cached.image);
    cached.image = filled ? this.images.make(this.pixels, cached.image) : null;
    return cached.image;
  }

  private shed(): void {
    if (this.cache.size <= mostBlocks) return;
    const oldest = [...this.cache].sort((a, b) => a[1].usedAt - b[1].usedAt).slice(0, this.cache.size - mostBlocks);
    for (const [key, { image, usedAt }] of oldest) {
      if (usedAt === this.clock) continue;
      if (image !== null) this.images.drop(image);
      this.cache.delete(key);
    }
  }
}

function shrinkFor(frame: Frame): number {
  return 2 ** Math.max(0, Math.floor(-Math.log2(frame.view.scale * frame.pixelRatio) + 0.01));
}

/** Colours a block; false when nothing is painted in it. */
function fillPixels(pixels: ImageData, source: MaskSource, shrink: number, column: number, row: number): boolean {
  const out = new Uint32Array(pixels.data.buffer);
  out.fill(0);
  const colors = new LabelColors(source);
  const across = blockSize / shrink;
  let filled = false;
  // A label tile gives `across` x `across` pixels; from a shrink of 256 on, a single one.
  for (let tileY = 0; tileY < shrink; tileY++) {
    for (let tileX = 0; tileX < shrink; tileX++) {
      const tile = source.tile(column * shrink + tileX, row * shrink + tileY);
      if (!tile) continue;
      filled = true;
      colorTile(out, tile, colors, { shrink, left: tileX * across, top: tileY * across });
    }
  }
  return filled;
}

interface Placing {
  readonly shrink: number;
  readonly left: number;
  readonly top: number;
}

function colorTile(out: Uint32Array, tile: Uint16Array, colors: LabelColors, { shrink, left, top }: Placing): void {
  for (let y = 0; y < blockSize; y += shrink) {
    let at = (Math.floor(top) + y / shrink) * blockSize + Math.floor(left);
    for (let x = 0; x < blockSize; x += shrink) {
      const label = shrink === 1 ? tile[y * blockSize + x] : labelNear(tile, x, y, shrink);
      if (label) out[at] = colors.of(label);
      at++;
    }
  }
}

/** Looks at the middle and at two corners, so that a thin stroke does not vanish when the mask is seen from afar. */
function labelNear(tile: Uint16Array, x: number, y: number, shrink: number): number {
  const half = shrink >> 1;
  return (
    tile[Math.min(y + half, 255) * blockSize + Math.min(x + half, 255)] ||
    tile[y * blockSize + x] ||
    tile[Math.min(y + shrink - 1, 255) * blockSize + Math.min(x + shrink - 1, 255)] ||
    0
  );
}

/** Colours of labels as the pixels of ImageData hold them on little-endian machines, which all browsers run on. */
class LabelColors {
  private readonly known = new Map<number, number>();
  private readonly source: MaskSource;

  constructor(source: MaskSource) {
    this.source = source;
  }

  of(label: number): number {
    const known = this.known.get(label);
    if (known !== undefined) return known;
    const [red, green, blue] = this.source.color(label);
    const packed = (255 * 2 ** 24 + blue * 65_536 + green * 256 + red) >>> 0;
    this.known.set(label, packed);
    return packed;
  }
}
