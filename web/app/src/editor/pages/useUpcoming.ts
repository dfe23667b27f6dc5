import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client';
import type { Project } from '../../api/types';

const none: readonly string[] = [];

/**
 * Tasks that the queue is likely to give next: of those that one may see, what waits for nobody else, in about the queue's order. The queue
 * itself decides; a wrong guess costs only what was read for it.
 */
export function useUpcoming(project: Project | undefined, kind: 'label' | 'review', taskId: string | undefined) {
  const type = kind === 'label' ? 'Label' : 'Review';
  const stages = project?.stages.filter((stage) => stage.type === type).map(({ id }) => id) ?? [];
  const query = useQuery({
    queryKey: ['project', project?._id, 'upcoming', kind, taskId],
    // Each task asks anew; what was answered for others is of no use.
    gcTime: 0,
    enabled: project !== undefined && taskId !== undefined && stages.length > 0,
    queryFn: async ({ signal }) => {
      const reply = await unwrap(
        api.GET('/v2/project/{projectId}/tasks', {
          params: {
            path: { projectId: project?._id ?? '' },
            query: {
              limit: 3,
              sort: '-priority,_id',
              filter: JSON.stringify({ stage: stages, assignee: { isEmpty: true } }),
              includeAnswer: 'false',
            },
          },
          signal,
        }),
      );
      return reply.tasks.map(({ _id }) => _id);
    },
  });
  return query.data?.filter((id) => id !== taskId).slice(0, 2) ?? none;
}
