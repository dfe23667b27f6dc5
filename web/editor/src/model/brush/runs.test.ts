import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import { decodeRuns, encodeRuns, tilePixels } from './runs';

const someRuns = fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 0xffff })), {
  maxLength: 40,
});

function tileOf(runs: readonly (readonly [number, number])[]): Uint16Array {
  const tile = new Uint16Array(tilePixels);
  let at = 0;
  for (const [length, label] of runs) {
    tile.fill(label, at, at + length);
    at += length;
  }
  return tile;
}

test('labels come back as they were', () => {
  fc.assert(
    fc.property(someRuns, (runs) => {
      const tile = tileOf(runs);
      return decodeRuns(encodeRuns(tile))?.join() === tile.join();
    }),
    { numRuns: 50 },
  );
});

test('the worst tile is read too', () => {
  const tile = Uint16Array.from({ length: tilePixels }, (_, at) => 0x8000 + (at % 2));
  expect(decodeRuns(encodeRuns(tile))?.join()).toBe(tile.join());
});

test('the coding is the documented one', () => {
  const runs = btoa(String.fromCharCode(...deflateSync(Uint8Array.of(0x80, 0x80, 0x04, 0x07))));
  expect(encodeRuns(new Uint16Array(tilePixels).fill(7))).toBe(runs);
});

test.each([
  ['too few pixels', [0x80, 0x80, 0x02, 1]],
  ['too many pixels', [0x80, 0x80, 0x04, 1, 1, 1]],
  ['an empty run', [0, 1, 0x80, 0x80, 0x04, 1]],
  ['half a pair', [0x80, 0x80, 0x04]],
  ['an endless number', [0x80, 0x80, 0x80, 0x80, 0x04, 1]],
])('%s is refused', (_, bytes) => {
  expect(decodeRuns(btoa(String.fromCharCode(...deflateSync(Uint8Array.from(bytes)))))).toBeUndefined();
});

test('what would become very large is refused', () => {
  const bytes = deflateSync(new Uint8Array(20_000_000));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  expect(decodeRuns(btoa(text))).toBeUndefined();
});
