import type { CategorySchema } from '@limn/editor';
import {
  DocumentStore,
  EditorModel,
  type Json,
  openJournal,
  readAnswer,
  type StoredTile,
  TaskJournal,
} from '@limn/editor';
import { api, unwrap } from '../../api/client';
import type { Project } from '../../api/types';
import { pictureAddress } from '../../tasks/media';
import { toTask } from '../../tasks/queries';
import { loadPicture } from '../picture/loadPicture';
import { EditorSession } from './EditorSession';
import { Lease } from './Lease';
import { workModeOf } from './WorkMode';
import { windowSession } from './windowSession';

/** An asset that the editor of pictures does not show. */
export class NoPictureError extends Error {
  override readonly name = 'NoPictureError';
}

/** Takes the lock on a task, reads everything that belongs to it, and takes up what an earlier visit left in the journal. */
export async function openSession(
  taskId: string,
  project: Project,
  email: string,
  signal: AbortSignal,
): Promise<EditorSession> {
  const lease = new Lease(taskId, await windowSession());
  const isHeld = await lease.take();
  try {
    return await read({ lease, isHeld, project, email }, signal);
  } catch (error) {
    await lease.release();
    throw error;
  }
}

interface Visit {
  readonly lease: Lease;
  readonly isHeld: boolean;
  readonly project: Project;
  readonly email: string;
}

async function read({ lease, isHeld, project, email }: Visit, signal: AbortSignal): Promise<EditorSession> {
  const { taskId } = lease;
  const task = toTask((await unwrap(api.GET('/v2/task/{taskId}', { params: { path: { taskId } }, signal }))).task);
  const address = pictureAddress(task.asset.data);
  if (address === null) {
    throw new NoPictureError('This kind of file has no editor yet.');
  }
  const [picture, mask] = await Promise.all([loadPicture(address, signal), readMask(taskId, signal)]);
  const { notes, ...lists } = readAnswer(task.answer as unknown as Json);
  const mode = workModeOf(task, project);
  const model = new EditorModel({
    store: new DocumentStore(lists),
    schema: project.categorySchema as unknown as CategorySchema,
    rights: isHeld ? mode.rights : { ...mode.rights, mode: 'readonly' },
    onNotice: (text) => session.notify(text),
  });
  const unread = model.openMask(undefined, mask);
  const journal = new TaskJournal(openJournal, taskId);
  const session = new EditorSession({ task, project, mode, lease, picture, model, journal, email });
  await session.start();
  for (const note of [...notes, ...(unread > 0 ? ['A part of the painted mask cannot be read.'] : [])]) {
    session.notify(note);
  }
  if (signal.aborted) {
    await session.close();
    signal.throwIfAborted();
  }
  return session;
}

async function readMask(taskId: string, signal: AbortSignal): Promise<readonly StoredTile[]> {
  const params = { path: { taskId } };
  const { brush } = await unwrap(api.GET('/v2/task/{taskId}/brush', { params, signal }));
  return brush.tiles as readonly StoredTile[];
}
