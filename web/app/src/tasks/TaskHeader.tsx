import { ActionIcon, Badge, Group, Skeleton, Text, Title, Tooltip } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconArrowLeft, IconChevronLeft, IconChevronRight, IconPencil } from '@tabler/icons-react';
import type { Task } from '../api/types';
import { useProject } from '../projects/project';
import { formatCount } from '../ui/format';
import { ButtonLink, TextLink } from '../ui/links';
import { stageColor, stageName } from '../workflow/stages';
import type { TasksSearch } from './search';
import type { Neighbour, Neighbours } from './useNeighbours';

interface TaskHeaderProps {
  task: Task | undefined;
  neighbours: Neighbours;
  search: TasksSearch;
  onGo: (neighbour: Neighbour | null) => void;
}

export function TaskHeader({ task, neighbours, search, onGo }: TaskHeaderProps) {
  const project = useProject();
  useDocumentTitle(`${task?.externalId ?? 'Task'} · ${project.name} · Limn`);
  const stage = project.stages.find(({ id }) => id === task?.stage);
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <TextLink
          to="/projects/$projectId/tasks"
          params={{ projectId: project._id }}
          search={search}
          aria-label={`Back to the tasks of ${project.name}`}
          c="dimmed"
          style={{ display: 'flex' }}
        >
          <IconArrowLeft size={20} />
        </TextLink>
        {task ? (
          <>
            <Title order={1} size="h3" textWrap="nowrap" style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
              {task.externalId}
            </Title>
            <Badge color={stageColor(stage?.type ?? '')} style={{ flex: 'none' }}>
              {stageName(project.stages, task.stage)}
            </Badge>
            <Text c="dimmed" truncate visibleFrom="md">
              {task.assignee ?? ''}
            </Text>
          </>
        ) : (
          <Skeleton height={22} width={220} />
        )}
      </Group>
      <Group gap="xs" wrap="nowrap">
        {task && (
          <ButtonLink
            to="/projects/$projectId/tasks/$taskId/edit"
            params={{ projectId: project._id, taskId: task._id }}
            search={search}
            size="compact-sm"
            leftSection={<IconPencil size={14} />}
          >
            Edit
          </ButtonLink>
        )}
        {neighbours.position !== null && (
          <Text c="dimmed" size="sm" style={{ whiteSpace: 'nowrap' }} visibleFrom="xs">
            {formatCount(neighbours.position)} of {formatCount(neighbours.total)}
          </Text>
        )}
        <Tooltip label="Previous task ([)">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label="Previous task"
            disabled={neighbours.previous === null}
            onClick={() => onGo(neighbours.previous)}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Next task (])">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label="Next task"
            disabled={neighbours.next === null}
            onClick={() => onGo(neighbours.next)}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}
