import { ActionIcon, Alert, Group, Select, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { LogLevel, LogLine, PluginSession } from '../../api/types';
import { useShortcuts } from '../../shell/shortcuts';
import { ErrorState } from '../../ui/ErrorState';
import { formatCount, formatPlural } from '../../ui/format';
import { Section } from '../../ui/Section';
import { Console } from './Console';
import { isUnderWay } from './states';
import { useLog } from './useLog';

const order: LogLevel[] = ['Debug', 'Info', 'Warning', 'Error'];

/** What a run says: the console with search, a level below which lines are hidden, and following the end. */
export function LogPanel({ session }: { session: PluginSession }) {
  const log = useLog(session._id, isUnderWay(session));
  const [least, setLeast] = useState<LogLevel>('Debug');
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const [isFollowing, setFollowing] = useState(true);
  const lines = useMemo(
    () => log.lines.filter((line) => order.indexOf(line.level) >= order.indexOf(least)),
    [log.lines, least],
  );
  const found = useMemo(() => findLines(lines, search), [lines, search]);
  const current = found.length === 0 ? null : (found[Math.min(at, found.length - 1)] ?? null);
  const step = (by: number) => {
    setFollowing(false);
    setAt((Math.min(at, found.length - 1) + by + found.length) % Math.max(found.length, 1));
  };

  return (
    <Section
      title="Log"
      description={session.logCount === 0 && !isUnderWay(session) ? 'The plugin wrote nothing.' : undefined}
      actions={
        <Group gap="sm">
          <SearchField
            value={search}
            onChange={(text) => {
              setSearch(text);
              setAt(0);
              setFollowing(text === '');
            }}
            position={found.length === 0 ? 0 : Math.min(at, found.length - 1) + 1}
            count={found.length}
            onStep={step}
          />
          <Select
            aria-label="Least level"
            w={130}
            allowDeselect={false}
            data={[
              { value: 'Debug', label: 'All levels' },
              { value: 'Info', label: 'Info and up' },
              { value: 'Warning', label: 'Warnings' },
              { value: 'Error', label: 'Errors' },
            ]}
            value={least}
            onChange={(level) => setLeast(level as LogLevel)}
          />
          <Switch
            label="Follow"
            checked={isFollowing}
            onChange={(event) => setFollowing(event.currentTarget.checked)}
          />
        </Group>
      }
    >
      <Stack gap="sm">
        {session.droppedLogs > 0 && (
          <Alert color="orange" variant="light">
            {formatPlural(session.droppedLogs, 'line')} beyond the limit were not kept.
          </Alert>
        )}
        {log.error !== null && <ErrorState error={log.error} onRetry={log.retry} />}
        {log.isLoading ? (
          <Skeleton height={320} />
        ) : (
          <Console
            lines={lines}
            search={search}
            current={search ? current : null}
            isFollowing={isFollowing}
            onFollow={setFollowing}
          />
        )}
      </Stack>
    </Section>
  );
}

/** Places of the lines that hold a text, whatever its case. */
function findLines(lines: readonly LogLine[], search: string): number[] {
  const wanted = search.toLowerCase();
  return wanted === '' ? [] : lines.flatMap((line, index) => (line.msg.toLowerCase().includes(wanted) ? [index] : []));
}

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  position: number;
  count: number;
  onStep: (by: number) => void;
}

function SearchField({ value, onChange, position, count, onStep }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts('Log', [{ keys: '/', label: 'Search the log', run: () => input.current?.focus() }]);
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        ref={input}
        type="search"
        aria-label="Search the log"
        placeholder="Search"
        leftSection={<IconSearch size={16} />}
        w={190}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && onStep(event.shiftKey ? -1 : 1)}
      />
      {value && (
        <>
          <Text size="sm" c="dimmed" role="status" style={{ whiteSpace: 'nowrap' }}>
            {formatCount(position)} of {formatCount(count)}
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Previous match"
            disabled={count === 0}
            onClick={() => onStep(-1)}
          >
            <IconChevronUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Next match"
            disabled={count === 0}
            onClick={() => onStep(1)}
          >
            <IconChevronDown size={16} />
          </ActionIcon>
        </>
      )}
    </Group>
  );
}
