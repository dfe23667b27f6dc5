import type { Box } from '../box';
import type { Frame, PixelRect } from '../frame';
import type { MaskSource, TilePlace } from '../renderer';
import { visibleBox } from '../view';

/** Side of a block in its own pixels, and of a tile of labels. */
export const blockSize = 256;
/** 256 kB each: together at most 64 MB. */
const mostBlocks = 256;

/** From so many changed tiles on a block is made anew as a whole, when it is next seen. */
const mostChanges = 64;

const wholeBlock: PixelRect = { x: 0, y: 0, width: blockSize, height: blockSize };
const unpainted = new Uint16Array(blockSize * blockSize);

/** 256 x 256 pixels that stand for a part of the mask, one for `shrink` x `shrink` labels. */
export interface MaskBlock<Image> extends Box {
  readonly image: Image;
}

/** Makes an image of a renderer from pixels, or fills an old one with them. */
export interface BlockImages<Image> {
  /** Of an old image only a part takes the pixels. */
  make(pixels: ImageData, old: Image | null, part: PixelRect): Image;
  drop(image: Image): void;
}

interface CachedBlock<Image> {
  image: Image | null;
  /** The tiles that changed since it was made; null where all of it is to be made. */
  changed: TilePlace[] | null;
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
      block.changed?.push(...tiles.filter(touches));
      if (block.changed && block.changed.length > mostChanges) block.changed = null;
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
    const cached: CachedBlock<Image> = this.cache.get(key) ?? { image: null, changed: null, usedAt: 0 };
    this.cache.set(key, cached);
    cached.usedAt = this.clock;
    const { image, changed } = cached;
    cached.changed = [];
    if (changed?.length === 0) return image;
    const filling = new Filling(this.pixels, source, { shrink, column, row });
    if (image === null || changed === null) {
      cached.image = filling.fill() ? this.images.make(this.pixels, image, wholeBlock) : null;
    } else {
      for (const tile of changed) this.images.make(this.pixels, image, filling.refill(tile));
    }
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

/** Which part of the mask a block shows. */
interface BlockPlace {
  readonly shrink: number;
  readonly column: number;
  readonly row: number;
}

/** Colours the pixels of a block. */
class Filling {
  private readonly out: Uint32Array;
  private readonly source: MaskSource;
  private readonly place: BlockPlace;
  private readonly colors: LabelColors;

  constructor(pixels: ImageData, source: MaskSource, place: BlockPlace) {
    this.out = new Uint32Array(pixels.data.buffer);
    this.source = source;
    this.place = place;
    this.colors = new LabelColors(source);
  }

  /** False when nothing is painted in it. */
  fill(): boolean {
    const { shrink, column, row } = this.place;
    this.out.fill(0);
    let filled = false;
    for (let tileY = 0; tileY < shrink; tileY++) {
      for (let tileX = 0; tileX < shrink; tileX++) {
        const tile = this.source.tile(column * shrink + tileX, row * shrink + tileY);
        if (!tile) continue;
        filled = true;
        this.colorTile(tile, tileX, tileY);
      }
    }
    return filled;
  }

  /** Only the pixels of one tile, and tells which they are. */
  refill({ x, y }: TilePlace): PixelRect {
    const { shrink, column, row } = this.place;
    const [tileX, tileY] = [x - column * shrink, y - row * shrink];
    this.colorTile(this.source.tile(x, y) ?? unpainted, tileX, tileY);
    const side = Math.max(1, blockSize / shrink);
    return { x: Math.floor(tileX * side), y: Math.floor(tileY * side), width: side, height: side };
  }

  // A label tile gives some pixels; from a shrink of 256 on, a single one.
  private colorTile(tile: Uint16Array, tileX: number, tileY: number): void {
    const { shrink } = this.place;
    const across = blockSize / shrink;
    const [left, top] = [Math.floor(tileX * across), Math.floor(tileY * across)];
    for (let y = 0; y < blockSize; y += shrink) {
      let at = (top + y / shrink) * blockSize + left;
      for (let x = 0; x < blockSize; x += shrink) {
        const label = shrink === 1 ? (tile[y * blockSize + x] ?? 0) : labelNear(tile, x, y, shrink);
        this.out[at++] = label === 0 ? 0 : this.colors.of(label);
      }
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
  private last = 0;
  private lastColor = 0;

  constructor(source: MaskSource) {
    this.source = source;
  }

  of(label: number): number {
    if (label !== this.last) {
      this.last = label;
      this.lastColor = this.known.get(label) ?? this.reckon(label);
    }
    return this.lastColor;
  }

  private reckon(label: number): number {
    const [red, green, blue] = this.source.color(label);
    const packed = (255 * 2 ** 24 + blue * 65_536 + green * 256 + red) >>> 0;
    this.known.set(label, packed);
    return packed;
  }
}
