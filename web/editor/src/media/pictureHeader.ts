/** What the first bytes of a file tell. The size is that of the pixels as stored; null where it takes more than the header. */
export interface PictureHeader {
  readonly type: 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif';
  readonly width: number | null;
  readonly height: number | null;
}

/** How many bytes `readHeader` wants: JPEG files may carry a thumbnail and a colour profile before their size. */
export const headerBytes = 512 * 1024;

/** Null for anything but a picture that browsers decode. */
export function readHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(1, 3) === 'PNG' && bytes.length >= 24) {
    return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { type: 'jpeg', ...jpegSize(view) };
  if (text(0, 4) === 'GIF8' && bytes.length >= 10) {
    return { type: 'gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return { type: 'webp', ...webpSize(view, text(12, 4)) };
  if (text(0, 2) === 'BM' && bytes.length >= 26) {
    return { type: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
  }
  if (text(4, 4) === 'ftyp' && text(8, 4).startsWith('avi')) return { type: 'avif', width: null, height: null };
  return null;
}

type HeaderSize = Pick<PictureHeader, 'width' | 'height'>;
const unknown: HeaderSize = { width: null, height: null };

/** The start-of-frame segment holds the size: markers C0 to CF without C4, C8 and CC. */
function jpegSize(view: DataView): HeaderSize {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return unknown;
}

function webpSize(view: DataView, kind: string): HeaderSize {
  if (view.byteLength < 30) return unknown;
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  if (kind === 'VP8X') return { width: three(24) + 1, height: three(27) + 1 };
  if (kind === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== 'VP8L') return unknown;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
