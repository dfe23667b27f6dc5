import { type Area, excluded, intersected, subtracted, united } from '../../geometry/boolean';
import { zonesOf } from '../../geometry/path';
import type { Operation } from '../../model/operations';
import type { Editor } from '../Editor';
import { selectedAreas } from './selectedShapes';
import { replacement } from './shapesOfArea';

export type Combination = 'union' | 'subtract' | 'intersect' | 'exclude';

const combinations: Readonly<Record<Combination, { label: string; combine: (first: Area, others: Area[]) => Area }>> = {
  union: { label: 'Unite', combine: (first, others) => united(first, ...others) },
  subtract: { label: 'Subtract', combine: (first, others) => subtracted(first, ...others) },
  intersect: { label: 'Intersect', combine: (first, others) => intersected(first, ...others) },
  exclude: { label: 'Exclude', combine: (first, others) => excluded(first, ...others) },
};

/** Whether there are two areas to combine. */
export const canCombine = (editor: Editor): boolean => selectedAreas(editor).length > 1;

/** Combines the selected areas into the one selected first; the others go, except when they are only subtracted. */
export function combineSelection(editor: Editor, combination: Combination): boolean {
  const [first, ...others] = selectedAreas(editor);
  if (!first || others.length === 0) return editor.refuse('empty', 'Select two shapes or more.');
  const { label, combine } = combinations[combination];
  const area = combine(
    zonesOf(first.geometry),
    others.map(({ geometry }) => zonesOf(geometry)),
  );
  const { key, geometry, added } = replacement(editor, first, area);
  const removed: Operation[] =
    combination === 'subtract' ? [] : others.flatMap((other) => editor.drawing.removal(other.key));
  const isDone = editor.drawing.reshape(label, [[key, geometry]], [...added, ...removed]);
  if (isDone) editor.select(geometry ? [key] : []);
  return isDone;
}
