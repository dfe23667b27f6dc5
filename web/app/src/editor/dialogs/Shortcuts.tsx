import { type Command, Keymap } from '@limn/editor';
import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { platform } from '../session/platform';
import { keepOwnBindings, readOwnBindings } from '../session/preferences';
import { useCell, useSession } from '../state/hooks';
import { ShortcutRow } from './ShortcutRow';
import classes from './Shortcuts.module.css';

/** Every command and its keys, which can be changed. */
export function Shortcuts() {
  const session = useSession();
  const { ui, commands, keymap, context } = session;
  const isOpen = useCell(ui).dialog === 'shortcuts';
  useCell(keymap);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = commands.filter(({ label, group }) => `${label} ${group}`.toLowerCase().includes(wanted));
  const groups = [...new Set(shown.map(({ group }) => group))];
  const use = (own: ReturnType<typeof readOwnBindings>) => {
    keepOwnBindings(own);
    keymap.set(new Keymap({ commands, platform, own }));
  };
  const rebind = (command: Command, keys: readonly string[]) => {
    const own = keymap.value.rebound(command, keys);
    if (own === undefined) {
      session.notify('The browser keeps this key for itself.');
    } else {
      use(own);
    }
  };
  return (
    <Modal opened={isOpen} onClose={() => ui.merge({ dialog: null })} title="Keyboard shortcuts" size="xl">
      <Stack>
        <Group>
          <TextInput
            flex={1}
            size="xs"
            data-autofocus
            aria-label="Search shortcuts"
            placeholder="Search"
            leftSection={<IconSearch size={14} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={Object.keys(readOwnBindings()).length === 0}
            onClick={() => use({})}
          >
            Reset all
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          Press a key beside a command to give it that key. What can be done now is dark.
        </Text>
        <div className={classes.groups}>
          {groups.map((group) => (
            <section key={group} className={classes.group}>
              <Title order={3} size="sm" mb={4}>
                {group}
              </Title>
              {shown
                .filter((command) => command.group === group)
                .map((command) => (
                  <ShortcutRow
                    key={command.id}
                    command={command}
                    keys={keymap.value.keysOf(command)}
                    canRun={isOpen && command.canRun(context)}
                    onRebind={(keys) => rebind(command, keys)}
                  />
                ))}
            </section>
          ))}
        </div>
      </Stack>
    </Modal>
  );
}
