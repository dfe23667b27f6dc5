import { expect, test } from 'vitest';
import type { Cut, Decoder } from './decoder';
import { PictureError } from './pictureError';
import { Pictures, type PicturesOptions } from './pictures';
import { levelsOf } from './tiledPicture';

const never = new AbortController().signal;

class FakeDecoder implements Decoder {
  readonly open_: number[] = [];
  readonly cuts: Cut[] = [];
  size = { width: 3000, height: 2000 };
  private lastId = 0;

  async open() {
    this.open_.push(++this.lastId);
    return { id: this.lastId, ...this.size };
  }

  async cut(_id: number, cut: Cut) {
    this.cuts.push(cut);
    return { width: cut.toWidth, height: cut.toHeight, close: () => undefined };
  }

  close(id: number) {
    this.open_.splice(this.open_.indexOf(id), 1);
  }

  destroy() {
    this.open_.length = 0;
  }
}

function pictures(options: Partial<PicturesOptions> = {}) {
  const decoder = new FakeDecoder();
  const fetched: string[] = [];
  const all = new Pictures({
    decoder,
    page: 'https://limn.example/tasks/1',
    fetch: async (url) => {
      fetched.push(url);
      return new Response('bytes');
    },
    ...options,
  });
  return { all, decoder, fetched };
}

async function codeOf(loading: Promise<unknown>): Promise<string> {
  const error: unknown = await loading.catch((reason: unknown) => reason);
  return error instanceof PictureError ? error.code : String(error);
}

test('levels halve until one tile holds the picture', () => {
  expect(levelsOf(3000, 2000)).toEqual([
    { shrink: 1, columns: 3, rows: 2 },
    { shrink: 2, columns: 2, rows: 1 },
    { shrink: 4, columns: 1, rows: 1 },
  ]);
  expect(levelsOf(1, 1)).toHaveLength(1);
});

test('a loaded picture has its coarsest tile and cuts the others when asked', async () => {
  const { all, decoder } = pictures();
  const picture = await all.load('/a', never);
  expect(picture.tile(2, 0, 0)).toMatchObject({ width: 750, height: 500 });

  const arrived = new Promise<void>((resolve) => picture.onTile(resolve));
  expect(picture.tile(0, 2, 1)).toBeNull();
  expect(picture.tile(0, 2, 1)).toBeNull();
  await arrived;
  expect(picture.tile(0, 2, 1)).toMatchObject({ width: 952, height: 976 });
  expect(decoder.cuts).toHaveLength(2);
});

test('the same picture is fetched and decoded once', async () => {
  const { all, fetched } = pictures();
  all.prefetch('/a');
  const [first, second] = await Promise.all([all.load('/a', never), all.load('/a', never)]);
  expect(first).toBe(second);
  expect(fetched).toEqual(['/a']);
});

test('what failed is told by code', async () => {
  const status = (code: number) => pictures({ fetch: async () => new Response(null, { status: code }) }).all;
  expect(await codeOf(status(404).load('/a', never))).toBe('E-404');
  expect(await codeOf(status(403).load('/a', never))).toBe('E-AUTH');
  expect(await codeOf(status(500).load('/a', never))).toBe('E-NETWORK');

  const unanswered = pictures({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) }).all;
  expect(await codeOf(unanswered.load('/a', never))).toBe('E-NETWORK');
  expect(await codeOf(unanswered.load('https://elsewhere.example/a', never))).toBe('E-CORS');
});

test('a refused link is renewed once', async () => {
  const asked: string[] = [];
  const { all } = pictures({
    fetch: async (url) => {
      asked.push(url);
      return new Response('bytes', { status: url === '/fresh' ? 200 : 403 });
    },
    renewLink: async () => '/fresh',
  });
  await all.load('/expired', never);
  expect(asked).toEqual(['/expired', '/fresh']);

  const { all: hopeless } = pictures({
    fetch: async () => new Response(null, { status: 401 }),
    renewLink: async (url) => url,
  });
  expect(await codeOf(hopeless.load('/a', never))).toBe('E-AUTH');
});

test('a failed loading is tried anew the next time', async () => {
  let works = false;
  const { all } = pictures({ fetch: async () => new Response('bytes', { status: works ? 200 : 404 }) });
  expect(await codeOf(all.load('/a', never))).toBe('E-404');
  works = true;
  expect((await all.load('/a', never)).width).toBe(3000);
});

test('a loading that nobody waits for is given up', async () => {
  let signalled: AbortSignal | null = null;
  const { all } = pictures({
    fetch: (_url, signal) => {
      signalled = signal;
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  const abort = new AbortController();
  const loading = all.load('/a', abort.signal);
  abort.abort(new Error('gone to another task'));
  await expect(loading).rejects.toThrow('gone to another task');
  expect(signalled).toHaveProperty('aborted', true);
});

test('pictures beyond the budget go, those in use stay', async () => {
  const each = 3000 * 2000 * 4;
  const { all, decoder } = pictures({ budget: 2 * each });
  await all.load('/shown', never);
  for (const url of ['/a', '/b', '/c']) {
    await all.load(url, never);
    all.release(url);
  }
  expect(decoder.open_).toEqual([1, 4]);
  all.destroy();
  expect(decoder.open_).toEqual([]);
});

test('tiles beyond the budget are cut anew when they are seen again', async () => {
  const tile = 1024 * 1024 * 4;
  const { all, decoder } = pictures({ budget: 4 * tile });
  const picture = await all.load('/a', never);
  for (const column of [0, 1, 0, 1]) {
    picture.tile(0, column, 0);
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
  const before = decoder.cuts.length;
  picture.tile(1, 0, 0);
  await new Promise<void>((resolve) => setTimeout(resolve));
  expect(picture.tile(0, 0, 0)).toBeNull();
  expect(decoder.cuts.length).toBeGreaterThan(before);
});
