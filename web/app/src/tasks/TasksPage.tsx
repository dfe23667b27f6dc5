import { Button, Paper, Stack } from '@mantine/core';
import { IconFilterOff, IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useProject } from '../projects/project';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { Pager } from '../ui/Pager';
import { Rows } from '../ui/Rows';
import { tasksQuery } from './queries';
import { defaultLimit, isFiltered, type TasksSearch } from './search';
import { TaskFilters } from './TaskFilters';
import { TasksTable } from './TasksTable';

const route = getRouteApi('/signedIn/projects/$projectId/tasks');

export function TasksPage() {
  const project = useProject();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/projects/$projectId/tasks' });
  const query = useQuery(tasksQuery(project._id, search));
  // Whatever changes but the page leads to the first page.
  const change = (next: TasksSearch) =>
    void navigate({ search: { ...search, page: undefined, ...next }, replace: true });
  return (
    <Stack>
      <TaskFilters search={search} onChange={change} />
      <Loaded query={query} skeleton={<Rows count={10} />}>
        {({ tasks, total }) =>
          total === 0 ? (
            <NoTasks isFiltered={isFiltered(search)} onClear={() => void navigate({ search: {} })} />
          ) : (
            <div aria-busy={query.isPlaceholderData}>
              <Paper style={{ overflow: 'hidden' }}>
                <TasksTable
                  tasks={tasks}
                  search={search}
                  onSort={(sort) => change({ sort: sort as TasksSearch['sort'] })}
                />
              </Paper>
              <Pager
                page={search.page ?? 1}
                limit={search.limit ?? defaultLimit}
                total={total}
                onChange={({ page, limit }) =>
                  change({ page: page > 1 ? page : undefined, limit: limit === defaultLimit ? undefined : limit })
                }
              />
            </div>
          )
        }
      </Loaded>
    </Stack>
  );
}

function NoTasks({ isFiltered: isNarrowed, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isNarrowed ? (
    <EmptyState
      icon={IconFilterOff}
      title="No task fits these filters"
      actions={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      Take one away to see more.
    </EmptyState>
  ) : (
    <EmptyState icon={IconListSearch} title="No tasks yet">
      Each asset that is added to the project becomes a task.
    </EmptyState>
  );
}
