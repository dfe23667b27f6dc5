import type { PictureErrorCode } from './pictureError';

/** A picture that the decoder holds. */
export interface DecodedPicture {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}

/** Which part of a picture a tile shows, in its pixels, and the size that the tile gets. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly toWidth: number;
  readonly toHeight: number;
}

/** Decodes files and cuts tiles out of them, away from the main thread. */
export interface Decoder {
  /** Rejects with a `PictureError`. The orientation that the file asks for is applied here, and nowhere else. */
  open(file: Blob): Promise<DecodedPicture>;
  cut(id: number, cut: Cut): Promise<ImageBitmap>;
  close(id: number): void;
  destroy(): void;
}

export type DecodeRequest =
  | { readonly kind: 'open'; readonly call: number; readonly file: Blob }
  | { readonly kind: 'cut'; readonly call: number; readonly id: number; readonly cut: Cut }
  | { readonly kind: 'close'; readonly id: number };

export type DecodeReply =
  | { readonly kind: 'opened'; readonly call: number; readonly picture: DecodedPicture }
  | { readonly kind: 'tile'; readonly call: number; readonly bitmap: ImageBitmap }
  | { readonly kind: 'failed'; readonly call: number; readonly code: PictureErrorCode; readonly message: string };
