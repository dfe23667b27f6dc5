import { contentBounds } from '../../geometry/content';
import { boundsOfGeometry } from '../../geometry/measure';
import { boxFrom } from '../../geometry/transform';
import type { Editor } from '../Editor';
import { type SelectedShape, selectedShapes } from './selectedShapes';

const selectedBoxes = (editor: Editor): SelectedShape[] =>
  selectedShapes(editor).filter(({ key, geometry }) => geometry.kind === 'bounding-box' && editor.isEditable(key));

export const canShrink = (editor: Editor): boolean => editor.pixels !== null && selectedBoxes(editor).length > 0;

/** Tightens the selected boxes to the strongest edges of the picture inside of them. */
export function shrinkToContent(editor: Editor): boolean {
  const { pixels } = editor;
  if (!pixels) return editor.refuse('no-pixels', 'The colours of this picture cannot be read.');
  const changes = selectedBoxes(editor).flatMap(({ key, geometry }) => {
    const { minX, minY, maxX, maxY } = boundsOfGeometry(geometry);
    const [x, y] = [Math.max(0, Math.floor(minX)), Math.max(0, Math.floor(minY))];
    const width = Math.min(pixels.width, Math.ceil(maxX)) - x;
    const height = Math.min(pixels.height, Math.ceil(maxY)) - y;
    const found = width > 0 && height > 0 ? contentBounds(pixels.read(x, y, width, height), width, height) : null;
    if (!found) return [];
    const tight = { minX: x + found.minX, minY: y + found.minY, maxX: x + found.maxX, maxY: y + found.maxY };
    return [[key, boxFrom(tight)] as const];
  });
  if (changes.length === 0) return editor.refuse('empty', 'There are no edges in the selected boxes.');
  return editor.drawing.reshape('Shrink to content', changes);
}
