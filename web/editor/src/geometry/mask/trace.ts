import type { Zone } from '../geometry';
import { at, type Point } from '../point';
import { type Ring, ringContains, signedArea } from '../ring';
import type { Bitmap } from './Bitmap';

/** The steps of a walk around pixels: right, down, left, up. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * The outlines of the set pixels, along their borders, as zones with holes. Pixels that meet in a corner only are parts
 * of their own.
 */
export function tracedZones(bitmap: Bitmap): Zone[] {
  const rings = tracedRings(bitmap);
  const outer = rings.filter((ring) => signedArea(ring) > 0);
  const holes = new Map<Ring, Ring[]>(outer.map((ring) => [ring, []]));
  const bySize = outer.toSorted((a, b) => signedArea(a) - signedArea(b));
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const owner = bySize.find((ring) => signedArea(ring) >= -signedArea(hole) && ringContains(ring, insideOf(hole)));
    if (owner) holes.get(owner)?.push(hole);
  }
  return outer.map((region) => ({ region, holes: holes.get(region) ?? [] }));
}

/** The middle of the unset pixel to the left of the walk's first step; a hole's walk runs against the clock. */
function insideOf(hole: Ring): Point {
  const [a, b] = [at(hole, 0), at(hole, 1)];
  const [dx, dy] = [Math.sign(b[0] - a[0]), Math.sign(b[1] - a[1])];
  return [a[0] + dx / 2 + dy / 2, a[1] + dy / 2 - dx / 2];
}

function tracedRings(bitmap: Bitmap): Ring[] {
  const walked = new Uint8Array(bitmap.bits.length);
  const rings: Ring[] = [];
  for (let row = 0; row < bitmap.height; row++) {
    for (let column = 0; column < bitmap.width; column++) {
      const isUpperBorder = isSet(bitmap, column, row) && !isSet(bitmap, column, row - 1);
      if (isUpperBorder && walked[row * bitmap.width + column] === 0) rings.push(walk(bitmap, column, row, walked));
    }
  }
  return rings;
}

/** Walks with set pixels on the right, beginning along the upper border of a pixel. */
function walk(bitmap: Bitmap, column: number, row: number, walked: Uint8Array): Ring {
  const ring: Point[] = [];
  let [x, y, direction] = [column, row, 0];
  do {
    if (direction === 0) walked[y * bitmap.width + x] = 1;
    const [dx, dy] = at(STEPS, direction);
    x += dx;
    y += dy;
    const next = turn(bitmap, x, y, direction);
    if (next !== direction) ring.push([bitmap.x + x, bitmap.y + y]);
    direction = next;
  } while (x !== column || y !== row || direction !== 0);
  return ring;
}

/** At a corner: right around the same pixel if nothing follows, straight on along the next, or left before one ahead. */
function turn(bitmap: Bitmap, x: number, y: number, direction: number): number {
  const [aheadRight, aheadLeft] = aheadOf(bitmap, x, y, direction);
  if (!aheadRight) return (direction + 1) % 4;
  return aheadLeft ? (direction + 3) % 4 : direction;
}

function aheadOf(bitmap: Bitmap, x: number, y: number, direction: number): [boolean, boolean] {
  switch (direction) {
    case 0:
      return [isSet(bitmap, x, y), isSet(bitmap, x, y - 1)];
    case 1:
      return [isSet(bitmap, x - 1, y), isSet(bitmap, x, y)];
    case 2:
      return [isSet(bitmap, x - 1, y - 1), isSet(bitmap, x - 1, y)];
    default:
      return [isSet(bitmap, x, y - 1), isSet(bitmap, x - 1, y - 1)];
  }
}

const isSet = ({ width, height, bits }: Bitmap, column: number, row: number): boolean =>
  column >= 0 && row >= 0 && column < width && row < height && bits[row * width + column] === 1;
