import { ActionIcon, Badge, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight, IconCommand, IconKeyboard } from '@tabler/icons-react';
import { TextLink } from '../../ui/links';
import { stageColor, stageName } from '../../workflow/stages';
import { useCell, useSession } from '../state/hooks';
import { Endings } from './Endings';
import { SyncBadge } from './SyncBadge';
import classes from './TopBar.module.css';

/** What is open, whether it is saved, and how the work on it ends. */
export function TopBar() {
  const session = useSession();
  const { task, project, ui } = session;
  const stage = project.stages.find(({ id }) => id === task.stage);
  return (
    <header className={classes.bar}>
      <Group gap="sm" wrap="nowrap" miw={0} flex={1}>
        <Tooltip label="Leave the editor">
          <TextLink
            to="/projects/$projectId/tasks"
            params={{ projectId: project._id }}
            aria-label={`Leave the editor, to the tasks of ${project.name}`}
            c="dimmed"
            display="flex"
          >
            <IconArrowLeft size={20} />
          </TextLink>
        </Tooltip>
        <Title order={1} size="h3" className={classes.title}>
          {task.externalId}
        </Title>
        <Badge color={stageColor(stage?.type ?? '')} style={{ flex: 'none' }}>
          {stageName(project.stages, task.stage)}
        </Badge>
        <Text c="dimmed" size="sm" truncate visibleFrom="lg">
          {project.name}
        </Text>
      </Group>
      <Neighbours />
      <Group gap="xs" wrap="nowrap" justify="flex-end" flex={1}>
        <SyncBadge />
        <Tooltip label="All commands (Mod+K)">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="All commands"
            onClick={() => ui.merge({ dialog: 'palette' })}
          >
            <IconCommand size={18} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Keyboard shortcuts"
            onClick={() => ui.merge({ dialog: 'shortcuts' })}
          >
            <IconKeyboard size={18} />
          </ActionIcon>
        </Tooltip>
        <Endings />
      </Group>
    </header>
  );
}

function Neighbours() {
  const flow = useCell(useSession().flow);
  if (flow === null || (!flow.hasNext && !flow.hasPrevious && flow.position === null)) {
    return null;
  }
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label="Previous task (Alt+Page Up)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Previous task"
          disabled={!flow.hasPrevious}
          onClick={() => flow.previous()}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {flow.position}
      </Text>
      <Tooltip label="Next task (Alt+Page Down)">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Next task"
          disabled={!flow.hasNext}
          onClick={() => flow.next()}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
