import type { PictureSource } from '@limn/editor/media/pictureSource';
import { Pictures } from '@limn/editor/media/pictures';
import { createWorkerDecoder } from '@limn/editor/media/workerDecoder';
import type { PixelPort } from '@limn/editor/tools/ports';
import { PictureTiles } from './PictureTiles';

/** A picture that can be drawn. */
export interface OpenPicture {
  readonly source: PictureSource;
  /** Its colours, for tools that look at them and for WebGL; absent where another site does not let pages read its pictures. */
  readonly readPixels?: () => Promise<PixelPort>;
  close(): void;
}

let pictures: Pictures | undefined;

/** Loads a picture; rejects with a sentence for people. */
export async function loadPicture(address: string, signal: AbortSignal): Promise<OpenPicture> {
  if (!isOwn(address)) {
    return loadForeign(address, signal);
  }
  const own = shared();
  return {
    source: await own.load(address, signal),
    readPixels: async () => pixelsOf(await loadImage(address, signal)),
    close: () => own.release(address),
  };
}

/** Loads a picture that will be wanted soon. */
export function prefetchPicture(address: string): void {
  if (isOwn(address)) {
    shared().prefetch(address);
  }
}

function shared(): Pictures {
  pictures ??= new Pictures({
    decoder: createWorkerDecoder(),
    fetch: (url, signal) => fetch(url, { signal }),
    page: window.location.href,
  });
  return pictures;
}

/** The page may show pictures of other sites, but not fetch them; their colours it gets where the site allows it. */
async function loadForeign(address: string, signal: AbortSignal): Promise<OpenPicture> {
  const readable = await loadImage(address, signal, 'anonymous').catch(() => null);
  signal.throwIfAborted();
  const image = readable ?? (await loadImage(address, signal));
  const tiles = new PictureTiles(image);
  await tiles.prepare();
  const picture = { source: tiles, close: () => tiles.close() };
  return readable ? { ...picture, readPixels: async () => pixelsOf(readable) } : picture;
}

function isOwn(address: string): boolean {
  return new URL(address, window.location.href).origin === window.location.origin;
}

export async function loadImage(address: string, signal: AbortSignal, mode?: 'anonymous'): Promise<HTMLImageElement> {
  const image = new Image();
  image.crossOrigin = mode ?? null;
  image.src = address;
  try {
    await image.decode();
  } catch {
    signal.throwIfAborted();
    throw new Error(`The picture at ${address} could not be loaded.`);
  }
  signal.throwIfAborted();
  return image;
}

function pixelsOf(image: HTMLImageElement): PixelPort {
  return {
    width: image.naturalWidth,
    height: image.naturalHeight,
    read(x, y, width, height) {
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      context?.drawImage(image, -x, -y);
      return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(4 * width * height);
    },
  };
}
