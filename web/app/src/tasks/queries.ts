import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../api/client';
import type { Answer, Task, TaskRow } from '../api/types';
import { defaultLimit, defaultSort, type TasksSearch, toTaskFilter } from './search';

export const tasksQuery = (projectId: string, search: TasksSearch) =>
  queryOptions({
    queryKey: ['project', projectId, 'tasks', search],
    queryFn: async ({ signal }) => {
      const { tasks, total } = await unwrap(
        api.GET('/v2/project/{projectId}/tasks', {
          params: {
            path: { projectId },
            query: {
              page: search.page ?? 1,
              limit: search.limit ?? defaultLimit,
              sort: search.sort ?? defaultSort,
              filter: toTaskFilter(search),
              includeAnswer: 'false',
            },
          },
          signal,
        }),
      );
      return { tasks, total: total ?? tasks.length };
    },
    placeholderData: keepPreviousData,
  });

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId],
    queryFn: async ({ signal }) =>
      toTask((await unwrap(api.GET('/v2/task/{taskId}', { params: { path: { taskId } }, signal }))).task),
  });

export function toTask(task: TaskRow): Task {
  return { ...task, answer: task.answer as Answer };
}
