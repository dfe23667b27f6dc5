import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconCrosshair,
  IconGrid4x4,
  IconMaximize,
  IconMinus,
  IconPlus,
  IconTag,
  IconTagOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { keyText } from '../session/platform';
import { useCell, useEditor, useSession } from '../state/hooks';
import { LookButton } from './LookButton';
import classes from './ViewBar.module.css';

/** Zoom and look, below the picture. */
export function ViewBar() {
  const { look } = useSession();
  const { grid, crosshair, labels } = useCell(look);
  const scale = useEditor(({ editor }) => editor.view.scale);
  return (
    <div className={classes.bar}>
      <div className={classes.tools} role="toolbar" aria-label="View">
        <ViewButton command="view.zoomOut">
          <IconMinus size={16} />
        </ViewButton>
        <Zoom scale={scale} />
        <ViewButton command="view.zoomIn">
          <IconPlus size={16} />
        </ViewButton>
        <ViewButton command="view.fit">
          <IconMaximize size={16} />
        </ViewButton>
        <span className={classes.gap} />
        <ViewButton command="view.labels" label={`Labels: ${labels}`}>
          {labels === 'none' ? <IconTagOff size={16} /> : <IconTag size={16} />}
        </ViewButton>
        <ViewButton command="view.grid" isOn={grid}>
          <IconGrid4x4 size={16} />
        </ViewButton>
        <ViewButton command="view.crosshair" isOn={crosshair}>
          <IconCrosshair size={16} />
        </ViewButton>
        <LookButton />
      </div>
      <Place />
    </div>
  );
}

function Zoom({ scale }: { scale: number }) {
  const { context } = useSession();
  const percent = 100 * scale;
  const text = `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
  return (
    <Tooltip label={`Pixel for pixel (${keyText('Shift+Z')})`}>
      <UnstyledButton
        className={classes.zoom}
        aria-label={`Zoom ${text}, set to 100 %`}
        onClick={() => context.view.oneToOne()}
      >
        {text}
      </UnstyledButton>
    </Tooltip>
  );
}

interface ViewButtonProps {
  /** Id of the command that it runs. */
  command: string;
  label?: string;
  isOn?: boolean;
  children: ReactNode;
}

function ViewButton({ command: id, label, isOn, children }: ViewButtonProps) {
  const { commands, context, keymap } = useSession();
  const keys = useCell(keymap);
  const command = commands.find((one) => one.id === id);
  if (!command) {
    return null;
  }
  const [key] = keys.keysOf(command);
  const name = label ?? command.label;
  return (
    <Tooltip label={key ? `${name} (${keyText(key)})` : name}>
      <ActionIcon
        variant={isOn ? 'light' : 'subtle'}
        color={isOn ? undefined : 'gray'}
        size={28}
        aria-label={name}
        aria-pressed={isOn}
        onClick={() => command.run(context)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

/** Where the pointer is, in pixels of the picture. */
function Place() {
  const { pointer, editor } = useSession();
  const at = useCell(pointer);
  const { width, height } = editor.picture;
  return (
    <span className={classes.place} aria-hidden>
      {at === null ? `${width} × ${height}` : `${Math.floor(at[0])}, ${Math.floor(at[1])}`}
    </span>
  );
}
