import type { Geometry } from '../../geometry/geometry';
import type { Member, MemberKey, Point } from '../../model/answer';
import type { Pointer } from '../input';
import { Tool } from '../Tool';
import { gripAt, gripsOf, HANDLE_REACH, type Placed } from './handles';
import { Idle } from './Idle';
import { Moving } from './Moving';

export interface EditedShape {
  readonly key: MemberKey;
  readonly member: Member;
  readonly geometry: Geometry;
}

/** Selects, moves and changes what is there. */
export class SelectTool extends Tool {
  readonly id = 'select';
  /** Where the last click was, to walk through what lies on each other there. */
  lastClick: Point | null = null;

  idle(): Idle {
    return new Idle(this);
  }

  /** The only selected object, if it is seen and may be changed. */
  edited(): EditedShape | null {
    const { selection, store, scene } = this.editor;
    const key = selection.single;
    const member = key === undefined ? undefined : store.get('objects', key);
    const geometry = key === undefined ? null : scene.geometryOf(key);
    if (key === undefined || !member || !geometry || member.page !== this.editor.page) return null;
    return this.isInHand(key, member) ? { key, member, geometry } : null;
  }

  /** The handle of the selected object under the pointer. */
  gripAt(pointer: Pointer): { shape: EditedShape; placed: Placed } | null {
    const shape = this.edited();
    if (!shape) return null;
    const { view } = this.editor;
    const reach = view.reach(pointer.type === 'touch' ? HANDLE_REACH * 2 : HANDLE_REACH);
    const placed = gripAt(gripsOf(shape.geometry, view.scale), pointer.at, reach);
    return placed ? { shape, placed } : null;
  }

  /** Moves the selected objects with the pointer until the next click, without a drag. */
  beginMove(from: Point): boolean {
    const shapes = this.movable();
    if (shapes.length > 0) this.to(new Moving(this, from, shapes));
    return shapes.length > 0;
  }

  /** The selected objects that may be moved. */
  movable(): EditedShape[] {
    const { selection, store, scene } = this.editor;
    return [...selection.keys].flatMap((key) => {
      const member = store.get('objects', key);
      const geometry = member && this.isInHand(key, member) ? scene.geometryOf(key) : null;
      return member && geometry && member.page === this.editor.page ? [{ key, member, geometry }] : [];
    });
  }

  /** What is hidden stays selected, but the hand does not move it. */
  private isInHand(key: MemberKey, member: Member): boolean {
    return this.editor.isEditable(key) && this.editor.model.visibility.isVisible(member);
  }
}
