import type { Area } from '../../geometry/boolean';
import type { Geometry } from '../../geometry/geometry';
import { areaOfZone } from '../../geometry/measure';
import type { MemberKey } from '../../model/answer';
import type { Operation } from '../../model/operations';
import { polygonOf } from '../Drawing';
import type { Editor } from '../Editor';
import type { SelectedShape } from './selectedShapes';

export interface Replacement {
  readonly key: MemberKey;
  /** Null when nothing is left. */
  readonly geometry: Geometry | null;
  /** The parts that become objects of their own. */
  readonly added: readonly Operation[];
}

/**
 * Gives a shape another area. A segmentation takes any number of parts; a polygon keeps the largest one, with the
 * object's identity and relations, and the other parts become objects with the same class and answers.
 */
export function replacement(editor: Editor, { key, member, geometry }: SelectedShape, area: Area): Replacement {
  if (geometry.kind === 'segmentation') {
    return { key, geometry: area.length > 0 ? { kind: 'segmentation', zones: area } : null, added: [] };
  }
  const [largest, ...others] = area.toSorted((a, b) => areaOfZone(b) - areaOfZone(a)).map(polygonOf);
  const added = others.map((piece): Operation => {
    return { kind: 'add', list: 'objects', member: editor.drawing.memberOf(piece, member.schemaId, member) };
  });
  return { key, geometry: largest ?? null, added };
}
