import { Badge, Group, Text, Title, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconCommand,
  IconKeyboard,
} from '@tabler/icons-react';
import { TextLink } from '../../ui/links';
import { stageColor, stageName } from '../../workflow/stages';
import { useCell, useSession } from '../state/hooks';
import { CommandButton } from './CommandButton';
import { Endings } from './Endings';
import { SyncBadge } from './SyncBadge';
import classes from './TopBar.module.css';

/** What is open, whether it is saved, and how the work on it ends. */
export function TopBar() {
  const session = useSession();
  const { task, project, model } = session;
  useCell(session.lease.state);
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
        {model.canChange && (
          <Group gap={2} wrap="nowrap">
            <CommandButton command="edit.undo">
              <IconArrowBackUp size={18} />
            </CommandButton>
            <CommandButton command="edit.redo">
              <IconArrowForwardUp size={18} />
            </CommandButton>
          </Group>
        )}
        <SyncBadge />
        <CommandButton command="help.palette">
          <IconCommand size={18} />
        </CommandButton>
        <CommandButton command="help.shortcuts">
          <IconKeyboard size={18} />
        </CommandButton>
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
      <CommandButton command="task.previous">
        <IconChevronLeft size={18} />
      </CommandButton>
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {flow.position}
      </Text>
      <CommandButton command="task.next">
        <IconChevronRight size={18} />
      </CommandButton>
    </Group>
  );
}
