import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCommand } from '../state/useCommand';
import classes from './CommandButton.module.css';

interface CommandButtonProps {
  /** Id of the command that it runs. */
  command: string;
  /** In place of the command's own name. */
  label?: string;
  /** Pressed or not, for what is turned on and off. */
  isOn?: boolean;
  size?: number;
  children: ReactNode;
}

/** A command as an icon, with its name and the key that it has now; nothing where there is no such command. */
export function CommandButton({ command: id, label, isOn, size = 28, children }: CommandButtonProps) {
  const found = useCommand(id);
  if (!found) {
    return null;
  }
  const name = label ?? found.label;
  return (
    <Tooltip label={found.tip(name)}>
      <ActionIcon
        variant={isOn ? 'light' : 'subtle'}
        color={isOn ? undefined : 'gray'}
        size={size}
        className={classes.button}
        aria-label={name}
        aria-pressed={isOn}
        aria-disabled={found.canRun ? undefined : true}
        data-disabled={found.canRun ? undefined : true}
        onClick={found.run}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
