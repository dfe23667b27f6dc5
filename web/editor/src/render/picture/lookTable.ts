import type { Look } from '../renderer';

type Tone = Pick<Look, 'brightness' | 'contrast' | 'gamma' | 'invert'>;

export function isNeutral(tone: Tone): boolean {
  return tone.brightness === 0 && tone.contrast === 1 && tone.gamma === 1 && !tone.invert;
}

/** What each value of a channel becomes. Both renderers look it up, so that both show the same. */
export function lookTable(tone: Tone): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256);
  for (let value = 0; value < 256; value++) {
    const lit = Math.min(Math.max((value / 255 - 0.5) * tone.contrast + 0.5 + tone.brightness, 0), 1);
    const curved = lit ** (1 / Math.max(tone.gamma, 0.01));
    table[value] = 255 * (tone.invert ? 1 - curved : curved);
  }
  return table;
}

/** Changes pixels in place; their opacity stays. */
export function applyTable(pixels: Uint8ClampedArray, table: Uint8ClampedArray): void {
  for (let i = 0; i < pixels.length; i += 4) {
    pixels[i] = table[pixels[i] ?? 0] ?? 0;
    pixels[i + 1] = table[pixels[i + 1] ?? 0] ?? 0;
    pixels[i + 2] = table[pixels[i + 2] ?? 0] ?? 0;
  }
}
