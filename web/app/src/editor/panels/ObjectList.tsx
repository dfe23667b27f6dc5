import { keyOf, objectFilter } from '@limn/editor';
import { ActionIcon, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconFilter, IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useCell, useEditor, useMembers, useSession, useVersion } from '../state/hooks';
import { useCommand } from '../state/useCommand';
import classes from './ObjectList.module.css';
import { ObjectRows } from './ObjectRows';
import { Panel } from './Panel';

/** The objects of the page, which are selected here as well as in the picture. */
export function ObjectList() {
  const { ui, model, issues } = useSession();
  const { filter, isByClass } = useCell(ui);
  const all = useMembers('objects');
  const page = useEditor(({ editor }) => editor.page);
  const objects = useMemo(() => all.filter((member) => member.page === page), [all, page]);
  const { list } = useCell(issues.state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: issues come and go
  const passes = useMemo(
    () => objectFilter(filter, { schema: model.schema, hasIssue: (id) => issues.hasOpen(id) }),
    [filter, model.schema, issues, list],
  );
  const shown = useMemo(() => objects.filter(passes), [objects, passes]);
  const isFiltered = shown.length !== objects.length;
  return (
    <Panel
      title={isFiltered ? `Objects (${shown.length} of ${objects.length})` : `Objects (${objects.length})`}
      actions={
        <Group gap={2} wrap="nowrap">
          <ByClass />
          <HideAll />
        </Group>
      }
      isTall
    >
      <div className={classes.frame}>
        <TextInput
          className={classes.filter}
          size="xs"
          aria-label="Filter objects"
          placeholder="Filter: class:car locked:no area>2000"
          leftSection={<IconFilter size={14} />}
          value={filter}
          onChange={(event) => ui.merge({ filter: event.currentTarget.value })}
        />
        {shown.length === 0 ? (
          <Text size="sm" c="dimmed" px="sm" py="xs">
            {objects.length === 0 ? 'Nothing is drawn yet. Choose a class and draw.' : 'No object fits the filter.'}
          </Text>
        ) : (
          <ObjectRows members={shown} isByClass={isByClass} />
        )}
      </div>
    </Panel>
  );
}

function ByClass() {
  const { ui } = useSession();
  const { isByClass } = useCell(ui);
  return (
    <Tooltip label="Group by class">
      <ActionIcon
        variant={isByClass ? 'light' : 'subtle'}
        color={isByClass ? undefined : 'gray'}
        size="sm"
        aria-label="Group by class"
        aria-pressed={isByClass}
        onClick={() => ui.merge({ isByClass: !isByClass })}
      >
        {isByClass ? <IconFolderOpen size={15} /> : <IconFolder size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}

function HideAll() {
  const { visibility, store } = useSession().model;
  useVersion(visibility);
  const objects = useMembers('objects');
  const showAll = useCommand('object.showAll');
  const isAnyHidden =
    objects.some((member) => visibility.hiddenKeys.has(keyOf(member))) || visibility.isolated !== null;
  const label = isAnyHidden ? 'Show all' : 'Hide all';
  return (
    <Tooltip label={isAnyHidden ? (showAll?.tip(label) ?? label) : label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={label}
        onClick={() => (isAnyHidden ? visibility.showAll() : visibility.hide(store.members('objects').map(keyOf)))}
      >
        {isAnyHidden ? <IconEyeOff size={15} /> : <IconEye size={15} />}
      </ActionIcon>
    </Tooltip>
  );
}
