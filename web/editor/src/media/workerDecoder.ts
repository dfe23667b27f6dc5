import type { Cut, DecodedPicture, DecodeReply, DecodeRequest, Decoder } from './decoder';
import { PictureError } from './pictureError';

interface Waiting {
  resolve(reply: DecodeReply): void;
  reject(error: PictureError): void;
}

/** The decoder in a worker of its own. */
export function createWorkerDecoder(): Decoder {
  const worker = new Worker(new URL('./decodeWorker.ts', import.meta.url), { type: 'module', name: 'pictures' });
  const waiting = new Map<number, Waiting>();
  let lastCall = 0;

  worker.onmessage = ({ data }: MessageEvent<DecodeReply>) => {
    const caller = waiting.get(data.call);
    waiting.delete(data.call);
    if (data.kind === 'failed') caller?.reject(new PictureError(data.code, data.message));
    else caller?.resolve(data);
  };
  worker.onerror = () => {
    const error = new PictureError('E-DECODE', 'The decoder of pictures stopped.');
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  const ask = (make: (call: number) => DecodeRequest) =>
    new Promise<DecodeReply>((resolve, reject) => {
      const call = ++lastCall;
      waiting.set(call, { resolve, reject });
      worker.postMessage(make(call));
    });

  return {
    async open(file: Blob): Promise<DecodedPicture> {
      const reply = await ask((call) => ({ kind: 'open', call, file }));
      if (reply.kind !== 'opened') throw new TypeError(`The decoder answered ${reply.kind}.`);
      return reply.picture;
    },
    async cut(id: number, cut: Cut): Promise<ImageBitmap> {
      const reply = await ask((call) => ({ kind: 'cut', call, id, cut }));
      if (reply.kind !== 'tile') throw new TypeError(`The decoder answered ${reply.kind}.`);
      return reply.bitmap;
    },
    close(id: number): void {
      worker.postMessage({ kind: 'close', id } satisfies DecodeRequest);
    },
    destroy: () => worker.terminate(),
  };
}
