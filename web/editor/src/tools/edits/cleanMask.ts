import type { Zone } from '../../geometry/geometry';
import { type Bitmap, bitmapOf, difference, spansOf } from '../../geometry/mask/Bitmap';
import { type Refinement, refined } from '../../geometry/mask/refine';
import { clippedSpans, ringSpans } from '../../geometry/mask/spans';
import { tracedZones } from '../../geometry/mask/trace';
import { boundsOfGeometry } from '../../geometry/measure';
import { zonesOf } from '../../geometry/path';
import { withoutRepeats } from '../../geometry/ring';
import { simplified } from '../../geometry/simplify';
import type { Operation } from '../../model/operations';
import type { Editor } from '../Editor';
import { selectedShapes } from './selectedShapes';

/** The pixels of a brush class on the page that is shown. */
function pixelsOf({ mask, store }: Editor, schemaId: string): Bitmap | null {
  return bitmapOf(mask.storedTiles(), (x, y) => mask.stored(x, y), store.masks.labelOf(schemaId));
}

/** Begins a draft in which a class is grown, shrunk, smoothed or cleaned; other classes stay unless what grows overwrites them. */
export function refineMask(editor: Editor, schemaId: string, how: Refinement, size: number): void {
  const bitmap = pixelsOf(editor, schemaId);
  editor.mask.begin();
  if (!bitmap) return;
  const { before, after } = refined(bitmap, how, size, editor.picture);
  const overwrites = editor.options.overwrite && how !== 'holes';
  const label = editor.store.masks.labelOf(schemaId);
  editor.mask.paint(clippedSpans(spansOf(difference(after, before)), editor.region), { label, overwrites });
  const gone = clippedSpans(spansOf(difference(before, after)), editor.region);
  editor.mask.paint(gone, { label: 0, overwrites: true });
}

/** Paints the selected shapes with a brush class; the shapes go. */
export function shapesToMask(editor: Editor, schemaId: string): boolean {
  const shapes = selectedShapes(editor).filter(({ geometry }) => zonesOf(geometry).length > 0);
  if (shapes.length === 0) return editor.refuse('empty', 'Select shapes that cover an area.');
  const { masks } = editor.store;
  editor.mask.begin();
  for (const { geometry } of shapes) {
    const { minY, maxY } = boundsOfGeometry(geometry);
    const rings = zonesOf(geometry).flatMap(({ region, holes }) => [region, ...holes]);
    const paint = { label: masks.labelOf(schemaId), overwrites: editor.options.overwrite };
    editor.mask.paint(ringSpans(rings, Math.floor(minY), Math.ceil(maxY)), paint);
  }
  return editor.mask.store(
    'Convert to mask',
    shapes.flatMap(({ key }): Operation[] => editor.drawing.removal(key)),
  );
}

/** Makes a segmentation of what is painted with a brush class; the paint goes. `tolerance` is in picture pixels. */
export function maskToSegmentation(editor: Editor, brushId: string, schemaId: string, tolerance: number): boolean {
  const bitmap = pixelsOf(editor, brushId);
  if (!bitmap) return editor.refuse('empty', 'Nothing is painted with this class.');
  const zones = tracedZones(bitmap).map((zone) => simpler(zone, tolerance));
  editor.mask.begin();
  editor.mask.paint(spansOf(bitmap), { label: 0, overwrites: true });
  const member = editor.drawing.memberOf({ kind: 'segmentation', zones }, schemaId);
  return editor.mask.store('Convert to segmentation', [{ kind: 'add', list: 'objects', member }]);
}

const simpler = ({ region, holes }: Zone, tolerance: number): Zone => ({
  region: simplified(withoutRepeats(region, true), true, tolerance),
  holes: holes.map((hole) => simplified(hole, true, tolerance)),
});
