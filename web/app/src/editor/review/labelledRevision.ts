import { api, unwrap } from '../../api/client';
import type { Task } from '../../api/types';

/** The revision with which a task came into its stage; 0 when nothing was drawn before. */
export async function labelledRevision({ _id, stageHistory }: Pick<Task, '_id' | 'stageHistory'>): Promise<number> {
  const cameAt = stageHistory
    .map(({ completedAt }) => completedAt)
    .sort()
    .at(-1);
  if (cameAt === undefined) {
    return 0;
  }
  const end = Date.parse(cameAt);
  let before: number | undefined;
  do {
    const { revisions } = await unwrap(
      api.GET('/v2/task/{taskId}/revisions', { params: { path: { taskId: _id }, query: { before } } }),
    );
    const found = revisions.find(({ at }) => Date.parse(at) <= end);
    if (found) {
      return found.number;
    }
    before = revisions.at(-1)?.number;
  } while (before !== undefined && before > 1);
  return 0;
}
