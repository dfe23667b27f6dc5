import { type Command, chordsOf } from '@limn/editor';
import { Kbd, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { keyText, platform } from '../session/platform';
import classes from './Shortcuts.module.css';

interface ShortcutRowProps {
  command: Command;
  keys: readonly string[];
  canRun: boolean;
  onRebind: (keys: readonly string[]) => void;
}

/** A command and its keys; pressing its button and then a key gives it that key. */
export function ShortcutRow({ command, keys, canRun, onRebind }: ShortcutRowProps) {
  const [isListening, setListening] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    setListening(false);
    const [chord] = event.key === 'Escape' ? [] : chordsOf(event.nativeEvent, platform);
    if (chord !== undefined) {
      onRebind([chord]);
    }
  };
  return (
    <div className={classes.row} data-possible={canRun || undefined}>
      <span className={classes.label}>{command.label}</span>
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
  );
}
