import type { Size } from '../../render/view';
import type { Bitmap } from './Bitmap';
import { withoutHoles, withoutSpecks } from './cleanup';
import { grown, padded, shrunk, smoothed } from './morph';

/** How a mask or an area is refined. */
export type Refinement = 'grow' | 'shrink' | 'smooth' | 'holes' | 'specks';

/** The refined pixels and, of the same size, those that were there. `size` is in pixels: a distance, or for specks a count. */
export function refined(
  bitmap: Bitmap,
  how: Refinement,
  size: number,
  limits: Size,
): { readonly before: Bitmap; readonly after: Bitmap } {
  const reach = how === 'specks' || how === 'holes' ? 1 : Math.ceil(size) + 1;
  const before = padded(bitmap, reach, limits);
  return { before, after: steps[how](before, size) };
}

const steps: Readonly<Record<Refinement, (bitmap: Bitmap, size: number) => Bitmap>> = {
  grow: grown,
  shrink: shrunk,
  smooth: (bitmap, size) => smoothed(bitmap, Math.max(1, Math.round(size))),
  holes: withoutHoles,
  specks: withoutSpecks,
};
