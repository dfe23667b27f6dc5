import { useQuery } from '@tanstack/react-query';
import { tasksQuery } from './queries';
import { defaultLimit, type TasksSearch } from './search';

/** Another task, and the address of the list in which it is found. */
export interface Neighbour {
  taskId: string;
  search: TasksSearch;
}

export interface Neighbours {
  previous: Neighbour | null;
  next: Neighbour | null;
  /** Place in the whole list, from 1; null when the task is not in the list. */
  position: number | null;
  total: number;
}

/** The tasks before and after a task in the list that the address names. */
export function useNeighbours(projectId: string, taskId: string, search: TasksSearch): Neighbours {
  const page = search.page ?? 1;
  const limit = search.limit ?? defaultLimit;
  const here = useQuery(tasksQuery(projectId, search)).data;
  const index = here?.tasks.findIndex((task) => task._id === taskId) ?? -1;
  const total = here?.total ?? 0;
  const isFirst = index === 0 && page > 1;
  const isLast = here !== undefined && index === here.tasks.length - 1 && page * limit < total;
  const before = usePage(projectId, { ...search, page: page > 2 ? page - 1 : undefined }, isFirst);
  const after = usePage(projectId, { ...search, page: page + 1 }, isLast);
  const at = (offset: number): Neighbour | null => {
    const task = here?.tasks[index + offset];
    return task && index >= 0 ? { taskId: task._id, search } : null;
  };
  return {
    previous: index > 0 ? at(-1) : before('last'),
    next: at(1) ?? after('first'),
    position: index < 0 ? null : (page - 1) * limit + index + 1,
    total,
  };
}

function usePage(
  projectId: string,
  search: TasksSearch,
  isNeeded: boolean,
): (which: 'first' | 'last') => Neighbour | null {
  const query = useQuery({ ...tasksQuery(projectId, search), enabled: isNeeded });
  return (which) => {
    const task = isNeeded && !query.isPlaceholderData ? query.data?.tasks.at(which === 'first' ? 0 : -1) : undefined;
    return task ? { taskId: task._id, search } : null;
  };
}
