import { deflateSync, inflateSync } from 'fflate';

/** Width and height of a tile of a brush mask. */
export const tileSize = 256;

/** Number of pixels of a tile. */
export const tilePixels = tileSize * tileSize;

// A run takes at most three bytes for its length and three for its label.
const longestCoding = tilePixels * 6;

// Used by one coding or decoding at a time: a stroke over a large picture takes dozens of tiles.
const scratch = new Uint8Array(longestCoding);

/**
 * Writes the labels of a tile: pairs of unsigned LEB128 numbers (length of the run, label) in row order that cover
 * the tile exactly, raw DEFLATE over them, base64 over that.
 */
export function encodeRuns(labels: Readonly<Uint16Array>): string {
  let length = 0;
  for (let start = 0; start < tilePixels; ) {
    const label = labels[start] ?? 0;
    let end = start + 1;
    while (end < tilePixels && labels[end] === label) {
      end++;
    }
    length = writeNumber(scratch, writeNumber(scratch, length, end - start), label);
    start = end;
  }
  return toBase64(deflateSync(scratch.subarray(0, length)));
}

/**
 * Reads the labels of a tile; undefined if the text is not what `encodeRuns` writes. Label n becomes `meanings[n]`; without
 * meanings it stays, and with them a label that has none makes the tile unreadable.
 */
export function decodeRuns(runs: string, meanings?: readonly number[]): Uint16Array | undefined {
  const bytes = inflate(runs);
  return bytes && readRuns(bytes, meanings);
}

function readRuns(bytes: Uint8Array, meanings: readonly number[] | undefined): Uint16Array | undefined {
  const labels = new Uint16Array(tilePixels);
  const reader = { bytes, at: 0 };
  let filled = 0;
  while (reader.at < bytes.length) {
    const run = readNumber(reader);
    const written = readNumber(reader);
    const label = meanings && written !== undefined ? meanings[written] : written;
    if (run === undefined || run === 0 || label === undefined || label > 0xffff || filled + run > tilePixels) {
      return undefined;
    }
    labels.fill(label, filled, filled + run);
    filled += run;
  }
  return filled === tilePixels ? labels : undefined;
}

function inflate(runs: string): Uint8Array | undefined {
  try {
    // A buffer of a given size, so that a small text cannot become gigabytes.
    return inflateSync(fromBase64(runs), { out: scratch });
  } catch {
    return undefined;
  }
}

function writeNumber(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let place = at;
  while (rest > 0x7f) {
    bytes[place++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[place++] = rest;
  return place;
}

function readNumber(reader: { readonly bytes: Uint8Array; at: number }): number | undefined {
  let value = 0;
  for (let shift = 0; shift <= 14; shift += 7) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) {
      return undefined;
    }
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      return value;
    }
  }
  return undefined;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x2000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = characters.charCodeAt(at);
  }
  return bytes;
}
