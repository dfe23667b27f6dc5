import type { Cut, DecodeReply, DecodeRequest } from './decoder';
import { PictureError } from './pictureError';
import { headerBytes, readHeader } from './pictureHeader';

/** 400 MB once decoded. */
const mostPixels = 100_000_000;

const pictures = new Map<number, ImageBitmap>();
let lastId = 0;

self.onmessage = ({ data }: MessageEvent<DecodeRequest>) => {
  if (data.kind === 'close') {
    pictures.get(data.id)?.close();
    pictures.delete(data.id);
    return;
  }
  const { call } = data;
  const work = data.kind === 'open' ? open(call, data.file) : cut(call, data.id, data.cut);
  work.catch((error: unknown) => {
    const { code, message } = error instanceof PictureError ? error : broken(error);
    answer({ kind: 'failed', call, code, message });
  });
};

async function open(call: number, file: Blob): Promise<void> {
  const header = readHeader(new Uint8Array(await file.slice(0, headerBytes).arrayBuffer()));
  if (!header) throw new PictureError('E-TYPE', 'This file is not a picture of a kind that browsers show.');
  refuseTooLarge(header.width ?? 0, header.height ?? 0);
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch((error: unknown) => {
    throw broken(error);
  });
  const { width, height } = bitmap;
  refuseTooLarge(width, height);
  const id = ++lastId;
  pictures.set(id, bitmap);
  answer({ kind: 'opened', call, picture: { id, width, height } });
}

async function cut(call: number, id: number, { x, y, width, height, toWidth, toHeight }: Cut): Promise<void> {
  const picture = pictures.get(id);
  if (!picture) throw new PictureError('E-DECODE', 'The picture was closed.');
  const bitmap = await createImageBitmap(picture, x, y, width, height, {
    resizeWidth: toWidth,
    resizeHeight: toHeight,
    resizeQuality: 'medium',
  });
  answer({ kind: 'tile', call, bitmap }, [bitmap]);
}

function refuseTooLarge(width: number, height: number): void {
  if (width * height <= mostPixels) return;
  const millions = Math.round((width * height) / 1e6);
  throw new PictureError(
    'E-TOO-LARGE',
    `This picture has ${width} x ${height} pixels, ${millions} million; at most ${mostPixels / 1e6} million are shown.`,
  );
}

function broken(cause: unknown): PictureError {
  return new PictureError('E-DECODE', 'The file of this picture is damaged: it cannot be decoded.', { cause });
}

function answer(reply: DecodeReply, transfer: Transferable[] = []): void {
  self.postMessage(reply, { transfer });
}
