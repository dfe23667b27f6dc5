import { api, unwrap } from '../../api/client';
import type { EditorSession } from '../session/EditorSession';

/** Brings an earlier state back on the server, whole or for some objects, and follows it here. */
export async function restore(session: EditorSession, revision: number, objectIds?: readonly string[]): Promise<void> {
  const { sync, lease, task, editor } = session;
  editor.abort();
  if (!(await sync.flush())) {
    throw new Error('Your last changes are not saved yet, so nothing was restored. Try again when they are.');
  }
  const params = { path: { taskId: task._id } };
  const body = { revision, session: lease.session, ...(objectIds ? { objectIds: [...objectIds] } : {}) };
  const { kept } = await unwrap(api.POST('/v2/task/{taskId}/restore', { params, body }));
  await sync.pull();
  const what = objectIds ? `${objectIds.length === 1 ? 'The object is' : 'The objects are'}` : 'The task is';
  session.notify(`${what} as in revision ${revision}.${kept.length > 0 ? ' What was changed since is kept.' : ''}`);
}
