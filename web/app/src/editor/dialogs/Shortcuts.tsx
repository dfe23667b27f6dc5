import { Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useCell, useSession } from '../state/hooks';
import { gestures } from './gestures';
import { KeySettingsBar } from './KeySettingsBar';
import { ShortcutRow } from './ShortcutRow';
import classes from './Shortcuts.module.css';

/** Every command and its keys, which can be changed, and what the hand does on the picture. */
export function Shortcuts() {
  const { ui } = useSession();
  const isOpen = useCell(ui).dialog === 'shortcuts';
  return (
    <Modal opened={isOpen} onClose={() => ui.merge({ dialog: null })} title="Keyboard shortcuts" size={880}>
      {isOpen && <Content />}
    </Modal>
  );
}

function Content() {
  const { commands, context } = useSession();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = commands.filter(({ label, group }) => `${label} ${group}`.toLowerCase().includes(wanted));
  const groups = [...new Set(shown.map(({ group }) => group))];
  const hands = gestures.filter((words) => words.join(' ').toLowerCase().includes(wanted));
  return (
    <Stack>
      <TextInput
        size="sm"
        data-autofocus
        aria-label="Search shortcuts"
        placeholder="Search"
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <KeySettingsBar />
      <Text size="sm" c="dimmed">
        Press the key beside a command to change it. What can be done now is dark.
      </Text>
      {shown.length + hands.length === 0 && <Text size="sm">There is no such command.</Text>}
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group} className={classes.group}>
            <Title order={3} size="sm" mb={4}>
              {group}
            </Title>
            {shown
              .filter((command) => command.group === group)
              .map((command) => (
                <ShortcutRow key={command.id} command={command} canRun={command.canRun(context)} />
              ))}
          </section>
        ))}
        {hands.length > 0 && (
          <section className={classes.group}>
            <Title order={3} size="sm" mb={4}>
              Mouse, pen and touch
            </Title>
            {hands.map(([label, hand]) => (
              <div key={label} className={classes.row} data-possible>
                <span className={classes.label}>{label}</span>
                <span className={classes.hand}>{hand}</span>
              </div>
            ))}
          </section>
        )}
      </div>
    </Stack>
  );
}
