import type { MemberKey, Point } from '../../model/answer';
import type { Editor } from '../Editor';

/** The best object at a place, or null. */
export function memberUnder(editor: Editor, at: Point): { key: MemberKey; objectId: string } | null {
  const [hit] = editor.hitTest(at);
  const member = hit && editor.store.get('objects', hit.key);
  return hit && member ? { key: hit.key, objectId: member.objectId } : null;
}
