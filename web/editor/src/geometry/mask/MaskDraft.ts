import { tilePixels, tileSize } from '../../model/brush/runs';
import type { Size } from '../../render/view';

/** The stored labels of a tile; undefined where nothing is painted. */
export type TileReader = (column: number, row: number) => Readonly<Uint16Array> | undefined;

/** The new content of a tile. */
export interface ChangedTile {
  readonly x: number;
  readonly y: number;
  readonly labels: Uint16Array;
}

/** How a label meets what is there already. */
export interface Paint {
  /** 0 erases. */
  readonly label: number;
  /** Whether other labels are painted over. */
  readonly overwrites: boolean;
}

/** A label mask being painted on: tiles are copied when they are first touched, the stored ones stay as they are. */
export class MaskDraft {
  readonly size: Size;
  private readonly read: TileReader;
  private readonly copies = new Map<number, ChangedTile>();

  constructor(size: Size, read: TileReader) {
    this.size = size;
    this.read = read;
  }

  /** The labels of a tile as they are now. */
  tile(column: number, row: number): Readonly<Uint16Array> | undefined {
    return this.copies.get(keyOf(column, row))?.labels ?? this.read(column, row);
  }

  labelAt(x: number, y: number): number {
    const [column, row] = [Math.floor(x / tileSize), Math.floor(y / tileSize)];
    return this.tile(column, row)?.[(y - row * tileSize) * tileSize + (x - column * tileSize)] ?? 0;
  }

  /** Paints the pixels from `from` up to but without `to` of a row; what lies outside of the picture is left out. */
  paintRun(y: number, from: number, to: number, paint: Paint): void {
    if (y < 0 || y >= this.size.height) return;
    const end = Math.min(to, this.size.width);
    const row = Math.floor(y / tileSize);
    for (let x = Math.max(from, 0); x < end; ) {
      const column = Math.floor(x / tileSize);
      const next = Math.min(end, (column + 1) * tileSize);
      const start = (y - row * tileSize) * tileSize + (x - column * tileSize);
      this.paintIn(column, row, start, start + next - x, paint);
      x = next;
    }
  }

  /** Tiles whose content differs from the stored one. */
  changed(): ChangedTile[] {
    return [...this.copies.values()].filter(({ x, y, labels }) => !isSame(labels, this.read(x, y)));
  }

  private paintIn(column: number, row: number, start: number, end: number, { label, overwrites }: Paint): void {
    const isNothing = label === 0 && this.tile(column, row) === undefined;
    if (isNothing) return;
    const labels = this.own(column, row);
    if (overwrites) {
      labels.fill(label, start, end);
      return;
    }
    for (let index = start; index < end; index++) {
      if (labels[index] === 0) labels[index] = label;
    }
  }

  private own(column: number, row: number): Uint16Array {
    const key = keyOf(column, row);
    let copy = this.copies.get(key);
    if (!copy) {
      copy = { x: column, y: row, labels: this.read(column, row)?.slice() ?? new Uint16Array(tilePixels) };
      this.copies.set(key, copy);
    }
    return copy.labels;
  }
}

const keyOf = (column: number, row: number): number => row * 0x10000 + column;

// A plain loop: `every` takes ten times as long for the 65,536 labels of a tile.
function isSame(labels: Uint16Array, stored: Readonly<Uint16Array> | undefined): boolean {
  for (let index = 0; index < labels.length; index++) {
    if (labels[index] !== (stored ? stored[index] : 0)) return false;
  }
  return true;
}
