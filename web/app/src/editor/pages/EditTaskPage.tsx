import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { projectQuery } from '../../projects/queries';
import { readTasksSearch } from '../../tasks/search';
import { type Neighbour, useNeighbours } from '../../tasks/useNeighbours';
import { formatCount } from '../../ui/format';
import type { TaskFlow } from '../session/TaskFlow';
import { TaskEditor } from '../shell/TaskEditor';
import { PageLoading } from './PageLoading';

const route = getRouteApi('/editing/projects/$projectId/tasks/$taskId/edit');

/** One task to work on, opened from a list, which the arrows follow. */
export function EditTaskPage() {
  const { projectId, taskId } = route.useParams();
  const address = route.useSearch();
  const search = useMemo(() => readTasksSearch({ ...address }), [address]);
  const navigate = useNavigate();
  const project = useQuery(projectQuery(projectId));
  const { previous, next, position, total } = useNeighbours(projectId, taskId, search);
  useDocumentTitle(`${project.data?.name ?? 'Editor'} · Limn`);
  const flow = useMemo((): TaskFlow => {
    const go = (neighbour: Neighbour | null) => {
      if (neighbour) {
        void navigate({
          to: '/projects/$projectId/tasks/$taskId/edit',
          params: { projectId, taskId: neighbour.taskId },
          search: neighbour.search,
        });
      } else {
        void navigate({ to: '/projects/$projectId/tasks', params: { projectId }, search });
      }
    };
    return {
      position: position === null ? null : `${formatCount(position)} of ${formatCount(total)}`,
      hasNext: next !== null,
      hasPrevious: previous !== null,
      isQueue: false,
      upcoming: [next, previous].flatMap((neighbour) => neighbour?.taskId ?? []),
      next: () => go(next),
      previous: () => go(previous),
      done: () => go(next),
    };
  }, [navigate, projectId, search, previous, next, position, total]);
  return project.data ? (
    <TaskEditor taskId={taskId} project={project.data} flow={flow} />
  ) : (
    <PageLoading error={project.error} onRetry={() => void project.refetch()} />
  );
}
