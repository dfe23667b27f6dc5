import { Badge, Group, Table, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { TaskRow } from '../api/types';
import { useProject } from '../projects/project';
import { TextLink } from '../ui/links';
import { SortHeader } from '../ui/SortHeader';
import { Time } from '../ui/Time';
import { stageColor, stageName } from '../workflow/stages';
import { defaultSort, type TasksSearch } from './search';

interface TasksTableProps {
  tasks: readonly TaskRow[];
  search: TasksSearch;
  onSort: (sort: string) => void;
}

export function TasksTable({ tasks, search, onSort }: TasksTableProps) {
  const sort = search.sort ?? defaultSort;
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <SortHeader label="External id" field="externalId" sort={sort} onSort={onSort} />
            <Table.Th>Stage</Table.Th>
            <Table.Th>Assignee</Table.Th>
            <Table.Th>Batches</Table.Th>
            <SortHeader label="Priority" field="priority" sort={sort} onSort={onSort} />
            <SortHeader label="Updated" field="updatedAt" sort={sort} onSort={onSort} />
            <SortHeader label="Created" field="createdAt" sort={sort} onSort={onSort} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tasks.map((task) => (
            <Row key={task._id} task={task} search={search} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Row({ task, search }: { task: TaskRow; search: TasksSearch }) {
  const project = useProject();
  const navigate = useNavigate();
  const target = {
    to: '/projects/$projectId/tasks/$taskId',
    params: { projectId: project._id, taskId: task._id },
    search,
  } as const;
  const stage = project.stages.find(({ id }) => id === task.stage);
  return (
    // The link in the first cell is what keyboards and screen readers use; the row is only a larger target for the mouse.
    <Table.Tr style={{ cursor: 'pointer' }} onClick={() => void navigate(target)}>
      <Table.Td maw={320} style={{ overflowWrap: 'anywhere' }}>
        <TextLink {...target} fw={500} c="inherit" onClick={(event) => event.stopPropagation()}>
          {task.externalId}
        </TextLink>
      </Table.Td>
      <Table.Td>
        <Badge color={stageColor(stage?.type ?? '')}>{stageName(project.stages, task.stage)}</Badge>
      </Table.Td>
      <Table.Td>{task.assignee ?? <Text c="dimmed">Nobody</Text>}</Table.Td>
      <Table.Td>
        <Group gap={4}>
          {task.batches.map((id) => (
            <Badge key={id} color="gray" variant="outline">
              {project.batches.find((batch) => batch._id === id)?.name ?? id}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>{task.priority}</Table.Td>
      <Table.Td c="dimmed">
        <Time value={task.updatedAt} />
      </Table.Td>
      <Table.Td c="dimmed">
        <Time value={task.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
