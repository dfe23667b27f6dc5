import { deflateSync } from 'node:zlib';
import { expect, expectColor, kinds, test } from './pixels';

const crcTable = Int32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = -1;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length);
  body.copy(result, 4);
  result.writeInt32BE(~crc, body.length + 4);
  return result;
}

/** A PNG of quarters in four colours; the orientation is an EXIF tag of the file. */
function png(width: number, height: number, orientation = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows.set([x < width / 2 ? 250 : 10, y < height / 2 ? 250 : 10, 60], at);
    }
  }
  const exif = Buffer.from('4d4d002a000000080001011200030000000100000000000000000000', 'hex');
  exif.writeUInt16BE(orientation, 18);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('eXIf', exif),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test.describe('media', () => {
  for (const kind of kinds) {
    test(`a picture of many tiles is shown coarse at once and sharp soon, ${kind}`, async ({ page }) => {
      await page.route('**/large.png', (route) => route.fulfill({ body: png(3000, 2000), contentType: 'image/png' }));
      const result = await page.evaluate(async (kind) => {
        const { Stage, pictures } = window.stage;
        const stage = await Stage.open(kind);
        const all = pictures();
        const source = await all.load('/large.png', new AbortController().signal);
        stage.renderer.setPicture(source);
        stage.view({ scale: 1, x: -1400, y: -900 });
        const places: [number, number][] = [
          [50, 50],
          [150, 50],
          [50, 150],
          [150, 150],
        ];
        const coarse = await stage.colors(...places);
        const wanted = [source.tile(0, 1, 0), source.tile(0, 1, 1)];
        while (wanted.includes(null)) {
          await new Promise<void>((resolve) => {
            const stop = source.onTile(() => {
              stop();
              resolve();
            });
          });
          wanted.splice(0, 2, source.tile(0, 1, 0), source.tile(0, 1, 1));
        }
        const sharp = await stage.colors(...places);
        return { coarse, sharp, levels: source.levels.length, asked: stage.framesAsked > 0 };
      }, kind);
      expect(result.levels).toBe(3);
      expect(result.asked).toBe(true);
      for (const colors of [result.coarse, result.sharp]) {
        expectColor(colors[0], [250, 250, 60]);
        expectColor(colors[1], [10, 250, 60]);
        expectColor(colors[2], [250, 10, 60]);
        expectColor(colors[3], [10, 10, 60]);
      }
    });
  }

  test('the orientation of the file is applied once', async ({ page }) => {
    await page.route('**/turned.png', (route) => route.fulfill({ body: png(60, 20, 6), contentType: 'image/png' }));
    const result = await page.evaluate(async () => {
      const { Stage, pictures } = window.stage;
      const source = await pictures().load('/turned.png', new AbortController().signal);
      const stage = await Stage.open('canvas');
      stage.renderer.setPicture(source);
      stage.view({ scale: 2 });
      return { size: [source.width, source.height], colors: await stage.colors([10, 30], [30, 30], [10, 90]) };
    });
    expect(result.size).toEqual([20, 60]);
    expectColor(result.colors[0], [250, 10, 60]);
    expectColor(result.colors[1], [250, 250, 60]);
    expectColor(result.colors[2], [10, 10, 60]);
  });

  test('files that cannot be shown are told by code', async ({ page }) => {
    const damaged = png(50, 50).subarray(0, 90);
    const huge = png(4, 4);
    huge.writeUInt32BE(40_000, 16);
    huge.writeUInt32BE(40_000, 20);
    await page.route('**/text.png', (route) => route.fulfill({ body: '<html>', contentType: 'image/png' }));
    await page.route('**/damaged.png', (route) => route.fulfill({ body: damaged, contentType: 'image/png' }));
    await page.route('**/huge.png', (route) => route.fulfill({ body: huge, contentType: 'image/png' }));
    await page.route('**/gone.png', (route) => route.fulfill({ status: 404 }));
    await page.route('**/lost.png', (route) => route.abort());
    const codes = await page.evaluate(async () => {
      const all = window.stage.pictures();
      const code = async (url: string) =>
        await all.load(url, new AbortController().signal).then(
          () => 'loaded',
          (error: { code: string }) => error.code,
        );
      const urls = [
        '/text.png',
        '/damaged.png',
        '/huge.png',
        '/gone.png',
        '/lost.png',
        'http://elsewhere.invalid/lost.png',
      ];
      return await Promise.all(urls.map(code));
    });
    expect(codes).toEqual(['E-TYPE', 'E-DECODE', 'E-TOO-LARGE', 'E-404', 'E-NETWORK', 'E-CORS']);
  });
});
