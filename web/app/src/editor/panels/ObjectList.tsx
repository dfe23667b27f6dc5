import { keyOf, type Member, objectFilter } from '@limn/editor';
import { ActionIcon, Text, TextInput, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconFilter } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useCell, useMembers, useSelectedKeys, useSession, useVersion } from '../state/hooks';
import classes from './ObjectList.module.css';
import { ObjectRow } from './ObjectRow';
import { Panel } from './Panel';

const rowHeight = 30;

/** The objects, which are selected here as well as in the picture. */
export function ObjectList() {
  const session = useSession();
  const { ui, model, issues } = session;
  const { filter } = useCell(ui);
  const objects = useMembers('objects');
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
      actions={<HideAll />}
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
          onChange={(event) => {
            const text = event.currentTarget.value;
            ui.merge({ filter: text });
            model.visibility.filter(objectFilter(text, { schema: model.schema, hasIssue: (id) => issues.hasOpen(id) }));
          }}
        />
        {shown.length === 0 ? (
          <Text size="sm" c="dimmed" px="sm" py="xs">
            {objects.length === 0 ? 'Nothing is drawn yet. Choose a class and draw.' : 'No object fits the filter.'}
          </Text>
        ) : (
          <Rows members={shown} />
        )}
      </div>
    </Panel>
  );
}

function HideAll() {
  const { visibility, store } = useSession().model;
  useVersion(visibility);
  const objects = useMembers('objects');
  const isAnyHidden =
    objects.some((member) => visibility.hiddenKeys.has(keyOf(member))) || visibility.isolated !== null;
  const label = isAnyHidden ? 'Show all (Shift+H)' : 'Hide all';
  return (
    <Tooltip label={label}>
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

function Rows({ members }: { members: readonly Member[] }) {
  const { model, context } = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useSelectedKeys();
  const keys = useMemo(() => members.map(keyOf), [members]);
  const rows = useVirtualizer({
    count: members.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => keys[index] ?? index,
  });
  const last = [...selected].at(-1);
  const at = last === undefined ? -1 : keys.indexOf(last);
  useEffect(() => {
    if (at >= 0) {
      rows.scrollToIndex(at, { align: 'auto' });
    }
  }, [at, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = stepOf(event.key, at, keys.length);
    const key = target === null ? undefined : keys[target];
    if (key !== undefined) {
      event.preventDefault();
      model.selection.set(event.shiftKey ? [...selected, key] : [key]);
    } else if (event.key === 'Enter' && last !== undefined) {
      event.preventDefault();
      context.shell.openForm(last);
    }
  };
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label="Objects"
      aria-multiselectable
      aria-activedescendant={at >= 0 ? `object-${last}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, start }) => {
          const member = members[index];
          return (
            member && (
              <ObjectRow key={keyOf(member)} member={member} ordinal={index + 1} count={members.length} top={start} />
            )
          );
        })}
      </div>
    </div>
  );
}

function stepOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
