import type { Bitmap } from './Bitmap';

/** Pixels that cannot be reached from outside are set. */
export function withoutHoles(bitmap: Bitmap): Bitmap {
  const { width, height, bits } = bitmap;
  const outside = new Uint8Array(bits.length);
  const seeds: number[] = [];
  for (let column = 0; column < width; column++) seeds.push(column, (height - 1) * width + column);
  for (let row = 0; row < height; row++) seeds.push(row * width, (row + 1) * width - 1);
  spread(bitmap, outside, seeds, 0);
  return { ...bitmap, bits: outside.map((isOutside) => 1 - isOutside) };
}

/** Connected parts of fewer pixels than `least` are dropped. */
export function withoutSpecks(bitmap: Bitmap, least: number): Bitmap {
  const { bits } = bitmap;
  const seen = new Uint8Array(bits.length);
  const kept = new Uint8Array(bits.length);
  for (let index = 0; index < bits.length; index++) {
    if (bits[index] === 0 || seen[index] === 1) continue;
    const part = spread(bitmap, seen, [index], 1);
    if (part.length >= least) for (const pixel of part) kept[pixel] = 1;
  }
  return { ...bitmap, bits: kept };
}

/** Marks what is connected with the seeds by sides and has the same bit; answers the pixels that were marked. */
function spread({ width, height, bits }: Bitmap, seen: Uint8Array, seeds: readonly number[], bit: 0 | 1): number[] {
  const part: number[] = [];
  const visit = (index: number): void => {
    if (bits[index] !== bit || seen[index] === 1) return;
    seen[index] = 1;
    part.push(index);
  };
  for (const seed of seeds) visit(seed);
  for (let next = 0; next < part.length; next++) {
    const index = part[next] as number;
    const column = index % width;
    if (column > 0) visit(index - 1);
    if (column < width - 1) visit(index + 1);
    if (index >= width) visit(index - width);
    if (index < width * (height - 1)) visit(index + width);
  }
  return part;
}
