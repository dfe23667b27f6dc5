import type { StoredTile } from '@limn/editor';
import { api, unwrap } from '../../api/client';
import type { Task } from '../../api/types';
import { pagesOf } from '../../tasks/media';
import { toTask } from '../../tasks/queries';
import { prefetchPicture } from '../picture/loadPicture';
import { ReadAhead } from './ReadAhead';

/** A task with what is painted on its first page. */
export interface ReadTask {
  readonly task: Task;
  readonly mask: readonly StoredTile[];
  readonly stage: string;
  readonly revision: number;
}

/** Tasks that are read before they are opened. */
export const readAhead = new ReadAhead<ReadTask>(async (taskId) => {
  const read = await readTask(taskId);
  prefetchPages(read.task);
  return read;
});

/** A task that came with another reply; its mask and its picture are read at once. */
export function keepTask(task: Task): void {
  prefetchPages(task);
  readAhead.put(task._id, complete(task));
}

export async function readTask(taskId: string, signal?: AbortSignal): Promise<ReadTask> {
  const reply = await unwrap(
    api.GET('/v2/task/{taskId}', { params: { path: { taskId } }, ...(signal ? { signal } : {}) }),
  );
  return complete(toTask(reply.task), signal);
}

export async function readMask(taskId: string, page?: number, signal?: AbortSignal): Promise<readonly StoredTile[]> {
  const params = { path: { taskId }, query: page === undefined ? {} : { page } };
  const { brush } = await unwrap(api.GET('/v2/task/{taskId}/brush', { params, ...(signal ? { signal } : {}) }));
  return brush.tiles as readonly StoredTile[];
}

async function complete(task: Task, signal?: AbortSignal): Promise<ReadTask> {
  const page = pagesOf(task.asset).length > 0 ? 0 : undefined;
  const mask = await readMask(task._id, page, signal);
  return { task, mask, stage: task.stage ?? '', revision: task.revision ?? 0 };
}

function prefetchPages({ asset }: Task): void {
  const [first] = pagesOf(asset);
  prefetchPicture(first ?? asset.data);
}
