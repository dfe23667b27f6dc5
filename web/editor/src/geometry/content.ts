import type { Bounds } from './bounds';

/** An edge counts when it is at least this part of the strongest one. */
const STRONG = 0.4;

/**
 * The smallest rectangle around the strong edges of a part of a picture, in pixels of the part; null where everything
 * has one colour. `rgba` has four bytes a pixel.
 */
export function contentBounds(rgba: Uint8ClampedArray, width: number, height: number): Bounds | null {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  const light = (x: number, y: number): number => {
    const index = (y * width + x) * 4;
    return 0.299 * (rgba[index] ?? 0) + 0.587 * (rgba[index + 1] ?? 0) + 0.114 * (rgba[index + 2] ?? 0);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x > 0) columns[x] = Math.max(columns[x] as number, Math.abs(light(x, y) - light(x - 1, y)));
      if (y > 0) rows[y] = Math.max(rows[y] as number, Math.abs(light(x, y) - light(x, y - 1)));
    }
  }
  const horizontal = strongRange(columns);
  const vertical = strongRange(rows);
  if (!horizontal || !vertical) return null;
  return { minX: horizontal[0], maxX: horizontal[1], minY: vertical[0], maxY: vertical[1] };
}

/** Borders lie before the pixel that differs from the one before. */
function strongRange(strengths: Float64Array): [number, number] | null {
  const least = strengths.reduce((most, strength) => Math.max(most, strength), 0) * STRONG;
  if (least === 0) return null;
  const first = strengths.findIndex((strength) => strength >= least);
  const last = strengths.findLastIndex((strength) => strength >= least);
  return last > first ? [first, last] : null;
}
