import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconCrosshair,
  IconGrid4x4,
  IconMaximize,
  IconMinus,
  IconPlus,
  IconTag,
  IconTagOff,
} from '@tabler/icons-react';
import { CommandButton } from '../shell/CommandButton';
import { useCell, useEditor, useSession } from '../state/hooks';
import { useCommand } from '../state/useCommand';
import { LookButton } from './LookButton';
import { ReferenceButton } from './ReferenceButton';
import classes from './ViewBar.module.css';

/** Zoom and look, below the picture. */
export function ViewBar() {
  const { look } = useSession();
  const { grid, crosshair, labels } = useCell(look);
  const scale = useEditor(({ editor }) => editor.view.scale);
  return (
    <div className={classes.bar}>
      <div className={classes.tools} role="toolbar" aria-label="View">
        <CommandButton command="view.zoomOut">
          <IconMinus size={16} />
        </CommandButton>
        <Zoom scale={scale} />
        <CommandButton command="view.zoomIn">
          <IconPlus size={16} />
        </CommandButton>
        <CommandButton command="view.fit">
          <IconMaximize size={16} />
        </CommandButton>
        <span className={classes.gap} />
        <CommandButton command="view.labels" label={`Labels: ${labels}`}>
          {labels === 'none' ? <IconTagOff size={16} /> : <IconTag size={16} />}
        </CommandButton>
        <CommandButton command="view.grid" isOn={grid}>
          <IconGrid4x4 size={16} />
        </CommandButton>
        <CommandButton command="view.crosshair" isOn={crosshair}>
          <IconCrosshair size={16} />
        </CommandButton>
        <LookButton />
        <ReferenceButton />
      </div>
      <Place />
    </div>
  );
}

function Zoom({ scale }: { scale: number }) {
  const oneToOne = useCommand('view.oneToOne');
  const percent = 100 * scale;
  const text = `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
  return (
    <Tooltip label={oneToOne?.tip('Pixel for pixel')}>
      <UnstyledButton className={classes.zoom} aria-label={`Zoom ${text}, set to 100 %`} onClick={oneToOne?.run}>
        {text}
      </UnstyledButton>
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
