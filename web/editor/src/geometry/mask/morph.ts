import type { Size } from '../../render/view';
import type { Bitmap } from './Bitmap';

/** The bitmap with room around it for `by` pixels more, and nothing outside of the limits. */
export function padded(bitmap: Bitmap, by: number, limits: Size): Bitmap {
  const [x, y] = [Math.max(0, bitmap.x - by), Math.max(0, bitmap.y - by)];
  const width = Math.min(limits.width, bitmap.x + bitmap.width + by) - x;
  const height = Math.min(limits.height, bitmap.y + bitmap.height + by) - y;
  const bits = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (y + row - bitmap.y) * bitmap.width;
    if (y + row < bitmap.y || y + row >= bitmap.y + bitmap.height) continue;
    const inside = bitmap.bits.subarray(from, from + Math.min(bitmap.width, x + width - bitmap.x));
    bits.set(inside, row * width + bitmap.x - x);
  }
  return { x, y, width, height, bits };
}

/** Every pixel within a distance of a set one. */
export function grown(bitmap: Bitmap, distance: number): Bitmap {
  return { ...bitmap, bits: near(bitmap, 1, distance) };
}

/** Without the pixels within a distance of an unset one; the bitmap's border takes nothing away. */
export function shrunk(bitmap: Bitmap, distance: number): Bitmap {
  return { ...bitmap, bits: near(bitmap, 0, distance).map((isNear) => 1 - isNear) };
}

/** Each pixel as most of the square around it, which reaches `radius` pixels far. */
export function smoothed({ bits, width, height, ...place }: Bitmap, radius: number): Bitmap {
  const sums = new Int32Array((width + 1) * (height + 1));
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += bits[row * width + column] ?? 0;
      sums[(row + 1) * (width + 1) + column + 1] = sum + (sums[row * (width + 1) + column + 1] ?? 0);
    }
  }
  const smooth = new Uint8Array(bits.length);
  for (let row = 0; row < height; row++) {
    const top = Math.max(0, row - radius) * (width + 1);
    const bottom = Math.min(height, row + radius + 1) * (width + 1);
    for (let column = 0; column < width; column++) {
      const [left, right] = [Math.max(0, column - radius), Math.min(width, column + radius + 1)];
      const set =
        (sums[bottom + right] ?? 0) - (sums[bottom + left] ?? 0) - (sums[top + right] ?? 0) + (sums[top + left] ?? 0);
      const all = ((bottom - top) / (width + 1)) * (right - left);
      smooth[row * width + column] = set * 2 > all ? 1 : 0;
    }
  }
  return { bits: smooth, width, height, ...place };
}

/**
 * Pixels within a distance of one with the bit. First how far the nearest one in the column is, then each pixel that has
 * one covers as much of its row as a circle of the radius there is wide; a count of what begins and ends adds these up.
 */
function near({ bits, width, height }: Bitmap, bit: 0 | 1, distance: number): Uint8Array<ArrayBuffer> {
  const far = Math.floor(distance) + 1;
  const away = distanceInColumn({ bits, width, height }, bit, far);
  const halves = Array.from({ length: far }, (_, rows) => Math.floor(Math.sqrt(distance * distance - rows * rows)));
  const found = new Uint8Array(bits.length);
  const starts = new Int32Array(width + 1);
  for (let row = 0; row < height; row++) {
    starts.fill(0);
    for (let column = 0; column < width; column++) {
      const half = halves[away[row * width + column] ?? far];
      if (half === undefined) continue;
      const [from, to] = [Math.max(0, column - half), Math.min(width, column + half + 1)];
      starts[from] = (starts[from] ?? 0) + 1;
      starts[to] = (starts[to] ?? 0) - 1;
    }
    let open = 0;
    for (let column = 0; column < width; column++) {
      open += starts[column] ?? 0;
      if (open > 0) found[row * width + column] = 1;
    }
  }
  return found;
}

function distanceInColumn(
  { bits, width, height }: Pick<Bitmap, 'bits' | 'width' | 'height'>,
  bit: 0 | 1,
  far: number,
): Uint16Array {
  const away = new Uint16Array(bits.length);
  for (let at = 0; at < bits.length; at++) {
    away[at] = bits[at] === bit ? 0 : at < width ? far : Math.min(far, (away[at - width] ?? 0) + 1);
  }
  for (let at = width * (height - 1) - 1; at >= 0; at--) {
    away[at] = Math.min(away[at] ?? far, (away[at + width] ?? far) + 1);
  }
  return away;
}
