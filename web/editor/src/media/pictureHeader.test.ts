import { expect, test } from 'vitest';
import { readHeader } from './pictureHeader';

function bytes(...parts: (string | number[])[]): Uint8Array {
  const text = (part: string) => [...part].map((letter) => letter.charCodeAt(0));
  const all = parts.flatMap((part) => (typeof part === 'string' ? text(part) : part));
  return Uint8Array.from([...all, ...new Array<number>(32).fill(0)]);
}

test('the header of each kind tells its size', () => {
  const png = bytes([0x89], 'PNG', [13, 10, 26, 10, 0, 0, 0, 13], 'IHDR', [0, 0, 0x20, 0, 0, 0, 0, 7]);
  expect(readHeader(png)).toEqual({ type: 'png', width: 8192, height: 7 });

  const jpeg = bytes([
    0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc4, 0, 3, 0, 0xff, 0xc2, 0, 17, 8, 0x0b, 0xd0, 0x0f, 0xa0,
  ]);
  expect(readHeader(jpeg)).toEqual({ type: 'jpeg', width: 4000, height: 3024 });

  expect(readHeader(bytes('GIF89a', [16, 0, 9, 0]))).toEqual({ type: 'gif', width: 16, height: 9 });
  expect(readHeader(bytes('BM', new Array(16).fill(0), [5, 0, 0, 0, 0xfd, 0xff, 0xff, 0xff]))).toEqual({
    type: 'bmp',
    width: 5,
    height: 3,
  });
  const large = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', new Array(8).fill(0), [0xff, 1, 0, 0x0f, 0, 0]);
  expect(readHeader(large)).toEqual({ type: 'webp', width: 512, height: 16 });
  const lossless = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x02, 0x40, 0x00, 0]);
  expect(readHeader(lossless)).toEqual({ type: 'webp', width: 3, height: 2 });
  expect(readHeader(bytes([0, 0, 0, 32], 'ftypavif'))).toMatchObject({ type: 'avif', width: null });
});

test('other files and truncated ones are not taken for pictures', () => {
  expect(readHeader(bytes('<html><body>'))).toBeNull();
  expect(readHeader(new Uint8Array(0))).toBeNull();
  expect(readHeader(bytes('II*', [0]))).toBeNull();
  expect(readHeader(Uint8Array.from([0xff, 0xd8, 0xff]))).toEqual({ type: 'jpeg', width: null, height: null });
});
