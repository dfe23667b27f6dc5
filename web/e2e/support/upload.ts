import { png } from './png';

/** Files for a file chooser. */
export function pictureFiles(...names: string[]) {
  return names.map((name) => ({ name, mimeType: 'image/png', buffer: png(64, 48, (x, y) => [x * 4, y * 5, 120]) }));
}
