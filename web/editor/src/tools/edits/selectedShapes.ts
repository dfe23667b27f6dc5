import type { Geometry } from '../../geometry/geometry';
import type { Member, MemberKey } from '../../model/answer';
import type { Editor } from '../Editor';

export interface SelectedShape {
  readonly key: MemberKey;
  readonly member: Member;
  readonly geometry: Geometry;
}

/** The selected objects that have a geometry, in the order in which they were selected. */
export function selectedShapes({ selection, store, scene }: Editor): SelectedShape[] {
  return [...selection.keys].flatMap((key) => {
    const member = store.get('objects', key);
    const geometry = member ? scene.geometryOf(key) : null;
    return member && geometry ? [{ key, member, geometry }] : [];
  });
}

/** Those that cover an area and can have any outline. */
export const selectedAreas = (editor: Editor): SelectedShape[] =>
  selectedShapes(editor).filter(({ geometry }) => geometry.kind === 'polygon' || geometry.kind === 'segmentation');
