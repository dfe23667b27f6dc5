import { type Command, chordsOf } from '@limn/editor';
import { ActionIcon, Button, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { keyText, platform } from '../session/platform';
import { useCell, useSession } from '../state/hooks';
import classes from './Shortcuts.module.css';

interface ShortcutRowProps {
  command: Command;
  canRun: boolean;
}

const modifiers = ['Shift', 'Control', 'Alt', 'Meta', 'Tab'];

/** A command and its keys; pressing its button and then a key gives it that key. A key of another command is taken only after a question. */
export function ShortcutRow({ command, canRun }: ShortcutRowProps) {
  const session = useSession();
  const { keymap, keys: settings } = session;
  const map = useCell(keymap);
  const { own } = useCell(settings);
  const keys = map.keysOf(command);
  const [isListening, setListening] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const give = (chord: string) => {
    const changed = map.rebound(command, [chord]);
    setWanted(null);
    if (changed === undefined) {
      session.notify('The browser keeps this key for itself.');
    } else {
      settings.merge({ own: changed });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening || modifiers.includes(event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    setListening(false);
    const [chord] = event.key === 'Escape' ? [] : chordsOf(event.nativeEvent, platform);
    if (chord === undefined) {
      return;
    }
    if (map.conflicts(command, chord).length > 0) {
      setWanted(chord);
    } else {
      give(chord);
    }
  };
  const reset = () => {
    const { [command.id]: _, ...others } = own;
    settings.merge({ own: others });
  };
  return (
    <div className={classes.command}>
      <div className={classes.row} data-possible={canRun || undefined}>
        <span className={classes.label}>{command.label}</span>
        {own[command.id] !== undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={`Reset the keys of ${command.label}`}
            onClick={reset}
          >
            <IconRestore size={14} />
          </ActionIcon>
        )}
        <UnstyledButton
          className={classes.keys}
          aria-label={`Keys of ${command.label}: ${keys.map(keyText).join(', ') || 'none'}. Press to change`}
          data-listening={isListening || undefined}
          onClick={() => setListening(true)}
          onBlur={() => setListening(false)}
          onKeyDown={onKeyDown}
        >
          {isListening
            ? 'Press a key…'
            : keys.length === 0
              ? '–'
              : keys.map((key) => <Kbd key={key}>{keyText(key)}</Kbd>)}
        </UnstyledButton>
      </div>
      {wanted !== null && (
        <div className={classes.conflict} role="alert">
          <Text size="xs">
            {keyText(wanted)} is a key of:{' '}
            {map
              .conflicts(command, wanted)
              .map(({ label }) => label)
              .join(', ')}
            .
          </Text>
          <Group gap="xs">
            <Button size="compact-xs" onClick={() => give(wanted)}>
              Use it here
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setWanted(null)}>
              Cancel
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}
