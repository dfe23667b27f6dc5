import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bitmap } from './Bitmap';
import { grown, padded, shrunk, smoothed } from './morph';
import { refined } from './refine';

const bitmaps = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 })).chain(([width, height]) =>
  fc.array(fc.constantFrom(0, 0, 1), { minLength: width * height, maxLength: width * height }).map((bits): Bitmap => {
    return { x: 3, y: 5, width, height, bits: Uint8Array.from(bits) };
  }),
);

/** What the definition says, pixel by pixel. */
function nearSlowly({ bits, width, height }: Bitmap, bit: number, distance: number): number[] {
  return Array.from(bits, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return bits.some((other, place) => {
      const [dx, dy] = [(place % width) - x, Math.floor(place / width) - y];
      return other === bit && dx * dx + dy * dy <= distance * distance && place < width * height;
    })
      ? 1
      : 0;
  });
}

test('growing takes what is within the distance, shrinking gives up what is that near to the outside', () => {
  fc.assert(
    fc.property(bitmaps, fc.double({ min: 0, max: 9, noNaN: true }), (bitmap, distance) => {
      expect(Array.from(grown(bitmap, distance).bits)).toEqual(nearSlowly(bitmap, 1, distance));
      const gone = nearSlowly(bitmap, 0, distance);
      expect(Array.from(shrunk(bitmap, distance).bits)).toEqual(gone.map((isGone) => 1 - isGone));
    }),
  );
});

test('smoothing follows the majority of the square around', () => {
  fc.assert(
    fc.property(bitmaps, fc.integer({ min: 1, max: 4 }), (bitmap, radius) => {
      const { bits, width, height } = bitmap;
      const wanted = Array.from(bits, (_, at) => {
        const around = Array.from(bits).filter((_bit, place) => {
          const [dx, dy] = [(place % width) - (at % width), Math.floor(place / width) - Math.floor(at / width)];
          return Math.abs(dx) <= radius && Math.abs(dy) <= radius;
        });
        return around.filter((bit) => bit === 1).length * 2 > around.length ? 1 : 0;
      });
      expect(smoothed(bitmap, radius)).toEqual({ ...bitmap, bits: Uint8Array.from(wanted), height });
    }),
  );
});

test('room is made around, but not outside of the picture', () => {
  const bitmap = { x: 2, y: 0, width: 2, height: 2, bits: Uint8Array.of(1, 1, 0, 1) };
  const wide = padded(bitmap, 3, { width: 5, height: 4 });
  expect([wide.x, wide.y, wide.width, wide.height]).toEqual([0, 0, 5, 4]);
  expect(Array.from(wide.bits)).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const cut = padded({ x: 0, y: 0, width: 4, height: 2, bits: Uint8Array.of(1, 0, 1, 1, 0, 1, 0, 1) }, 1, {
    width: 2,
    height: 2,
  });
  expect(Array.from(cut.bits)).toEqual([1, 0, 0, 1]);
});

test('the border of the picture takes nothing away', () => {
  const bits = new Uint8Array(100).fill(1);
  const { after } = refined({ x: 0, y: 0, width: 10, height: 10, bits }, 'shrink', 3, { width: 10, height: 10 });
  expect(after.bits).toEqual(bits);
});
