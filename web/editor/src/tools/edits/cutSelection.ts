import type { Area } from '../../geometry/boolean';
import { zonesOf } from '../../geometry/path';
import type { Editor } from '../Editor';
import { selectedAreas } from './selectedShapes';
import { replacement } from './shapesOfArea';

/** Changes the area of each selected polygon and segmentation, in one step. */
export function cutSelection(editor: Editor, label: string, change: (area: Area) => Area): boolean {
  const shapes = selectedAreas(editor);
  if (shapes.length === 0) return editor.refuse('empty', 'Select a polygon or a segmentation first.');
  const replaced = shapes.map((shape) => replacement(editor, shape, change(zonesOf(shape.geometry))));
  return editor.drawing.reshape(
    label,
    replaced.map(({ key, geometry }) => [key, geometry] as const),
    replaced.flatMap(({ added }) => added),
  );
}
