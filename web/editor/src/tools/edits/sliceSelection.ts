import type { Geometry, Zone } from '../../geometry/geometry';
import { areaOfZone } from '../../geometry/measure';
import { zonesOf } from '../../geometry/path';
import { sliced } from '../../geometry/slice';
import { keyOf, type Point } from '../../model/answer';
import type { Operation } from '../../model/operations';
import { polygonOf } from '../Drawing';
import type { Editor } from '../Editor';
import { selectedAreas } from './selectedShapes';

/** Cuts the selected shapes along a line; the largest piece keeps the object, the others become new ones like it. */
export function sliceSelection(editor: Editor, knife: readonly Point[]): boolean {
  const cuts = selectedAreas(editor).flatMap(({ key, member, geometry }) => {
    const area = zonesOf(geometry);
    const pieces = sliced(area, knife).toSorted((a, b) => areaOfZone(b) - areaOfZone(a));
    const [largest, ...others] = pieces.map((piece) => pieceOf(geometry, piece));
    return largest && pieces.length > area.length ? [{ key, member, largest, others }] : [];
  });
  if (cuts.length === 0) return editor.refuse('empty', 'The line cuts none of the selected shapes.');
  const added = cuts.flatMap(({ member, others }) =>
    others.map((piece) => editor.drawing.memberOf(piece, member.schemaId, member)),
  );
  const isDone = editor.drawing.reshape(
    'Slice',
    cuts.map(({ key, largest }) => [key, largest] as const),
    added.map((member): Operation => ({ kind: 'add', list: 'objects', member })),
  );
  if (isDone) editor.select([...cuts.map(({ key }) => key), ...added.map(keyOf)]);
  return isDone;
}

const pieceOf = ({ kind }: Geometry, zone: Zone): Geometry =>
  kind === 'segmentation' ? { kind, zones: [zone] } : polygonOf(zone);
