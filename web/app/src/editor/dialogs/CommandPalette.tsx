import { type Command, searchCommands } from '@limn/editor';
import { Kbd, Modal, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { keyText } from '../session/platform';
import { useCell, useSession } from '../state/hooks';
import classes from './CommandPalette.module.css';

const most = 50;

/** Everything that can be done, found by its name. */
export function CommandPalette() {
  const { ui } = useSession();
  const isOpen = useCell(ui).dialog === 'palette';
  const close = () => ui.merge({ dialog: null });
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12dvh"
      centered={false}
      attributes={{ content: { 'aria-label': 'All commands' } }}
    >
      <Search onClose={close} />
    </Modal>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const { commands, context, keymap } = useSession();
  const keys = useCell(keymap);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = searchCommands(commands, text, context).slice(0, most);
  const run = (command: Command | undefined, canRun: boolean | undefined) => {
    if (command && canRun) {
      onClose();
      command.run(context);
      // A command of a held key is let go at once.
      command.release?.(context);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[at]?.command, found[at]?.canRun);
    }
  };
  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        className={classes.search}
        leftSection={<IconSearch size={18} />}
        placeholder="What do you want to do?"
        aria-label="Search commands"
        role="combobox"
        aria-expanded
        aria-controls="commands"
        aria-activedescendant={found[at] ? `command-${found[at].command.id}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ScrollArea.Autosize mah="50dvh" viewportProps={{ tabIndex: 0 }}>
        <div id="commands" role="listbox" aria-label="Commands" className={classes.list}>
          {found.map(({ command, canRun }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={command.id}
              id={`command-${command.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-disabled={!canRun}
              className={classes.row}
              ref={(element) => {
                if (index === at) {
                  element?.scrollIntoView({ block: 'nearest' });
                }
              }}
              onClick={() => run(command, canRun)}
              onPointerMove={() => setAt(index)}
            >
              <span className={classes.label}>{command.label}</span>
              <span className={classes.group}>{command.group}</span>
              {keys
                .keysOf(command)
                .slice(0, 1)
                .map((key) => (
                  <Kbd key={key} size="xs">
                    {keyText(key)}
                  </Kbd>
                ))}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            There is no such command.
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}
