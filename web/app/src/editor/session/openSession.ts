import type { CategorySchema } from '@limn/editor';
import { DocumentStore, EditorModel, type Json, openJournal, readAnswer, TaskJournal } from '@limn/editor';
import type { Project } from '../../api/types';
import { pagesOf, pictureAddress } from '../../tasks/media';
import { loadPicture, prefetchPicture } from '../picture/loadPicture';
import { EditorSession } from './EditorSession';
import { Lease } from './Lease';
import { Pages } from './Pages';
import { readAhead, readMask, readTask } from './readTask';
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
  const { taskId, standing } = lease;
  const ahead = isHeld && standing !== null ? await readAhead.take(taskId, standing) : null;
  const { task, mask } = ahead ?? (await readTask(taskId, signal));
  const addresses = pagesOf(task.asset);
  const page = addresses.length > 0 ? 0 : undefined;
  const address = addresses[0] ?? pictureAddress(task.asset.data);
  if (address === null) {
    throw new NoPictureError('This kind of file has no editor yet.');
  }
  const picture = await loadPicture(address, signal);
  const { notes, ...lists } = readAnswer(task.answer as unknown as Json);
  const mode = workModeOf(task, project);
  const model = new EditorModel({
    store: new DocumentStore(lists),
    schema: project.categorySchema as unknown as CategorySchema,
    rights: isHeld ? mode.rights : { ...mode.rights, mode: 'readonly' },
    onNotice: (text) => session.notify(text),
  });
  const unread = model.openMask(page, mask);
  const pages = new Pages(
    addresses,
    { page, picture },
    {
      load: loadPicture,
      prefetch: prefetchPicture,
      readMask: (shown, stop) => readMask(taskId, shown, stop),
      openMask: (shown, tiles) => void model.openMask(shown, tiles),
    },
  );
  const journal = new TaskJournal(openJournal, taskId);
  const session = new EditorSession({ task, project, mode, lease, pages, model, journal, email });
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
