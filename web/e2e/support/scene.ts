import { pictureSize } from './api';
import { type Color, png } from './png';

/** A dark block in front of a ground that is nowhere quite the same, as pictures have it. */
export const block = { left: 100, top: 60, right: 220, bottom: 180 };

export const blockColor: Color = [30, 34, 40];

export function isBlock(x: number, y: number): boolean {
  return x >= block.left && x < block.right && y >= block.top && y < block.bottom;
}

export function scene(): Buffer {
  return png(pictureSize.width, pictureSize.height, (x, y) => (isBlock(x, y) ? blockColor : groundAt(x, y)));
}

function groundAt(x: number, y: number): Color {
  const grain = (x * 73 + y * 151 + ((x * y) % 31) * 7) % 17;
  return [170 + (x >> 4) + grain, 180 + (y >> 4) + grain, 205 + grain];
}
