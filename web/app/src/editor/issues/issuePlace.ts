import type { MemberKey, Point } from '@limn/editor';
import type { Editor } from '@limn/editor/tools/Editor';
import type { Schemas } from '../../api/types';

export type Issue = Schemas['IssueReply'];

/** What an issue is about: the whole task, a place in the picture, or an object. */
export type IssuePlace =
  | { readonly kind: 'task' }
  | { readonly kind: 'point'; readonly point: Point }
  | { readonly kind: 'object'; readonly key: MemberKey; readonly objectId: string };

/** Reads a place as the API writes it, `[x, y]`; null when it is none in a picture. */
export function readPosition(text: string | null | undefined): Point | null {
  const [x, y, ...more] = (text ?? '').replace(/^\[|\]$/g, '').split(',');
  const point: Point = [Number.parseFloat(x ?? ''), Number.parseFloat(y ?? '')];
  return more.length === 0 && point.every(Number.isFinite) ? point : null;
}

/** Writes a place as the API reads it, to a tenth of a pixel. */
export function writePosition([x, y]: Point): string {
  return `[${Math.round(x * 10) / 10}, ${Math.round(y * 10) / 10}]`;
}

/** The objects that an issue is about: several where an object has pages; none where it was deleted. */
export function keysOf({ objectId }: Pick<Issue, 'objectId'>, { store }: Editor): readonly MemberKey[] {
  const keys = objectId ? store.references.keysOf(objectId) : [];
  return [...keys].filter((key) => store.get('objects', key) !== undefined);
}

/** Where the pin of an issue stands on the page that is shown; null when it has none there. */
export function pinPointOf(issue: Pick<Issue, 'objectId' | 'position' | 'page'>, editor: Editor): Point | null {
  if (issue.objectId) {
    const [key] = keysOf(issue, editor).filter((one) => editor.scene.boundsOf(one) !== undefined);
    return key === undefined ? null : objectPin(key, editor);
  }
  return (issue.page ?? 0) === (editor.page ?? 0) ? readPosition(issue.position) : null;
}

/** The pin of an object stands at the middle of its upper edge. */
export function objectPin(key: MemberKey, { scene }: Editor): Point | null {
  const bounds = scene.boundsOf(key);
  return bounds ? [(bounds.minX + bounds.maxX) / 2, bounds.minY] : null;
}
