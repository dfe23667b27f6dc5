import { tileSize } from '../../model/brush/runs';
import type { TileReader } from './MaskDraft';
import type { Span } from './spans';

/** A part of the picture with a bit, held in a byte, for each of its pixels. */
export interface Bitmap {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

/** The pixels with a label in the given tiles; null where there are none. */
export function bitmapOf(tiles: readonly { x: number; y: number }[], read: TileReader, label: number): Bitmap | null {
  const used = tiles.filter(({ x, y }) => read(x, y)?.includes(label));
  if (used.length === 0) return null;
  const columns = used.map(({ x }) => x);
  const rows = used.map(({ y }) => y);
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const width = (Math.max(...columns) - left + 1) * tileSize;
  const height = (Math.max(...rows) - top + 1) * tileSize;
  const bits = new Uint8Array(width * height);
  for (const { x, y } of used) {
    const labels = read(x, y);
    const origin = (y - top) * tileSize * width + (x - left) * tileSize;
    labels?.forEach((found, index) => {
      if (found === label) bits[origin + Math.floor(index / tileSize) * width + (index % tileSize)] = 1;
    });
  }
  return { x: left * tileSize, y: top * tileSize, width, height, bits };
}

/** The set pixels as spans in the picture. */
export function spansOf({ x, y, width, height, bits }: Bitmap): Span[] {
  const spans: Span[] = [];
  for (let row = 0; row < height; row++) {
    for (let start = row * width; start < (row + 1) * width; ) {
      const value = bits[start];
      let end = start + 1;
      while (end < (row + 1) * width && bits[end] === value) end++;
      if (value === 1) spans.push({ y: y + row, from: x + start - row * width, to: x + end - row * width });
      start = end;
    }
  }
  return spans;
}

/** What is set in the first and not in the second; both have the same size. */
export function difference(one: Bitmap, other: Bitmap): Bitmap {
  return { ...one, bits: one.bits.map((bit, index) => (bit === 1 && other.bits[index] === 0 ? 1 : 0)) };
}
