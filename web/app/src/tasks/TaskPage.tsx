import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useShortcuts } from '../shell/shortcuts';
import { Loaded } from '../ui/Loaded';
import { taskQuery } from './queries';
import { TaskHeader } from './TaskHeader';
import classes from './TaskPage.module.css';
import { TaskPicture } from './TaskPicture';
import { type Neighbour, useNeighbours } from './useNeighbours';

const route = getRouteApi('/signedIn/projects/$projectId/tasks/$taskId');

/** One task to look at: its picture with what was drawn on it. */
export function TaskPage() {
  const { projectId, taskId } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const query = useQuery(taskQuery(taskId));
  const neighbours = useNeighbours(projectId, taskId, search);
  const list = { to: '/projects/$projectId/tasks', params: { projectId }, search } as const;
  const go = (neighbour: Neighbour | null) => {
    if (neighbour) {
      void navigate({
        to: '/projects/$projectId/tasks/$taskId',
        params: { projectId, taskId: neighbour.taskId },
        search: neighbour.search,
        replace: true,
      });
    }
  };
  useShortcuts('Task', [
    { keys: '[', label: 'Previous task', run: () => go(neighbours.previous) },
    { keys: ']', label: 'Next task', run: () => go(neighbours.next) },
    { keys: 'u', label: 'Back to the list', run: () => void navigate(list) },
  ]);
  return (
    <div className={classes.page}>
      <TaskHeader task={query.data} neighbours={neighbours} search={search} onGo={go} />
      <Loaded query={query} skeleton={<Skeleton height="100%" radius="lg" />}>
        {(task) => <TaskPicture key={task._id} task={task} />}
      </Loaded>
    </div>
  );
}
