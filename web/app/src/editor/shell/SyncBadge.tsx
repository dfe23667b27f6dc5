import type { SyncState } from '@limn/editor';
import { Button, Group, Popover, Stack, Text } from '@mantine/core';
import {
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconDownload,
  IconExclamationCircle,
  IconRefresh,
} from '@tabler/icons-react';
import { formatClock, formatPlural } from '../../ui/format';
import { downloadJournal } from '../session/downloadJournal';
import { useSession, useVersion } from '../state/hooks';
import classes from './SyncBadge.module.css';

/** Whether what was done is on the server, on this machine only, or why it cannot be saved. */
export function SyncBadge() {
  const session = useSession();
  useVersion(session.sync);
  useVersion(session.journal);
  if (!session.canSave) {
    return null;
  }
  const { state } = session.sync;
  const { text, icon: Icon, color } = describe(state);
  return (
    <Popover position="bottom-end" width={320} shadow="md" withinPortal>
      <Popover.Target>
        <button type="button" className={classes.badge} data-state={state.kind}>
          <Icon size={16} color={color} aria-hidden />
          <span aria-live="polite">{text}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm">{explain(state)}</Text>
          {session.journal.state.kind === 'failing' && (
            <Text size="sm" c="red">
              {session.journal.state.reason} Until it is saved, a crash would lose it.
            </Text>
          )}
          {state.kind !== 'saved' && (
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={14} />}
                onClick={() => void session.sync.retry()}
              >
                Save now
              </Button>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDownload size={14} />}
                onClick={() => downloadJournal(session)}
              >
                Download
              </Button>
              {state.kind === 'refused' && state.batches.length > 0 && (
                <Button size="xs" color="red" variant="light" onClick={() => void session.sync.discardRefused()}>
                  Take back what is refused
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

const good = 'var(--mantine-color-teal-text)';
const warning = 'var(--mantine-color-orange-text)';

function describe(state: SyncState) {
  switch (state.kind) {
    case 'saved':
      return {
        text: state.at === undefined ? 'Saved' : `Saved ${formatClock(new Date(state.at).toISOString())}`,
        icon: IconCloudCheck,
        color: good,
      };
    case 'pending':
    case 'saving':
      return { text: 'Saving…', icon: IconCloudUp, color: 'var(--limn-muted)' };
    case 'offline':
      return { text: 'Offline: saved on this device', icon: IconCloudOff, color: warning };
    case 'refused':
      return { text: 'Cannot save', icon: IconExclamationCircle, color: 'var(--mantine-color-red-text)' };
  }
}

function explain(state: SyncState): string {
  switch (state.kind) {
    case 'saved':
      return 'Everything is on the server. You never have to save.';
    case 'pending':
    case 'saving':
      return `${formatPlural(state.count, 'change')} on the way to the server.`;
    case 'offline':
      return `The server cannot be reached. ${formatPlural(state.count, 'change')} kept in this browser; sent as soon as it answers.`;
    case 'refused':
      return `${state.reason} ${formatPlural(state.count, 'change')} kept in this browser.`;
  }
}
