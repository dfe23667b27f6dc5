import type { CategorySchema } from '@limn/editor';
import { DocumentStore, EditorModel, type Json, openJournal, readAnswer, TaskJournal } from '@limn/editor';
import { api, unwrap } from '../../api/client';
import type { Project } from '../../api/types';
import { pictureAddress } from '../../tasks/media';
import { toTask } from '../../tasks/queries';
import { loadPicture } from '../picture/loadPicture';
import { paintStored, readBrush } from './brush';
import { EditorSession } from './EditorSession';
import { Lease } from './Lease';
import { workModeOf } from './WorkMode';
import { windowSession } from './windowSession';

// One connection serves all tasks; it is opened with the first.
let journals: ReturnType<typeof openJournal> | undefined;

/** An asset that the editor of pictures does not show. */
export class NoPictureError extends Error {
  override readonly name = 'NoPictureError';
}

/** Takes the lock on a task, reads everything that belongs to it, and takes up what an earlier visit left in the journal. */
export async function openSession(taskId: string, project: Project, signal: AbortSignal): Promise<EditorSession> {
  const lease = new Lease(taskId, await windowSession());
  const isHeld = await lease.take();
  try {
    return await read(lease, isHeld, project, signal);
  } catch (error) {
    await lease.release();
    throw error;
  }
}

async function read(lease: Lease, isHeld: boolean, project: Project, signal: AbortSignal): Promise<EditorSession> {
  const { taskId } = lease;
  journals ??= openJournal();
  const task = toTask((await unwrap(api.GET('/v2/task/{taskId}', { params: { path: { taskId } }, signal }))).task);
  const address = pictureAddress(task.asset.data);
  if (address === null) {
    throw new NoPictureError('This kind of file has no editor yet.');
  }
  const [picture, mask] = await Promise.all([loadPicture(address, signal), readBrush(taskId, undefined, signal)]);
  const { notes, ...lists } = readAnswer(task.answer as unknown as Json);
  const store = new DocumentStore(lists);
  paintStored(store, mask);
  const mode = workModeOf(task, project);
  const rights = isHeld ? mode.rights : { ...mode.rights, mode: 'readonly' as const };
  const session = new EditorSession({
    task,
    project,
    mode,
    lease,
    picture,
    model: new EditorModel({
      store,
      schema: project.categorySchema as unknown as CategorySchema,
      rights,
      onNotice: (text) => session.notify(text),
    }),
    journal: new TaskJournal(journals, taskId),
  });
  await session.start();
  for (const note of notes) {
    session.notify(note);
  }
  if (signal.aborted) {
    await session.close();
    signal.throwIfAborted();
  }
  return session;
}
