import { ActionIcon, Tooltip } from '@mantine/core';
import { IconEye, IconEyeOff, IconMaximize, IconTag, IconTagOff, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import type { PictureControls } from '../annotations/picture/PictureView';
import { useShortcuts } from '../shell/shortcuts';
import classes from './TaskPage.module.css';

interface PictureToolbarProps {
  controls: RefObject<PictureControls | null>;
  isHidden: boolean;
  onHide: () => void;
  hasLabels: boolean;
  onLabels: () => void;
}

const step = 1.25;
const stride = 60;

/** The buttons over the picture, and the keys that do the same. */
export function PictureToolbar({ controls, isHidden, onHide, hasLabels, onLabels }: PictureToolbarProps) {
  const zoom = (factor: number) => controls.current?.zoom(factor);
  const move = (x: number, y: number) => controls.current?.pan(x, y);
  const fit = () => controls.current?.fit();
  useShortcuts('Picture', [
    { keys: '+', label: 'Zoom in', run: () => zoom(step) },
    { keys: '-', label: 'Zoom out', run: () => zoom(1 / step) },
    { keys: '0', label: 'Show the whole picture', run: fit },
    { keys: '1', label: 'Actual size', run: () => controls.current?.actualSize() },
    { keys: 'ArrowLeft', label: 'Move left', run: () => move(stride, 0) },
    { keys: 'ArrowRight', label: 'Move right', run: () => move(-stride, 0) },
    { keys: 'ArrowUp', label: 'Move up', run: () => move(0, stride) },
    { keys: 'ArrowDown', label: 'Move down', run: () => move(0, -stride) },
    { keys: 'h', label: 'Hide or show the objects', run: onHide },
    { keys: 'l', label: 'Show or hide the names', run: onLabels },
  ]);
  return (
    <ActionIcon.Group className={classes.toolbar} role="toolbar" aria-label="Picture">
      <Tool label="Zoom out (-)" onClick={() => zoom(1 / step)}>
        <IconZoomOut size={18} />
      </Tool>
      <Tool label="Zoom in (+)" onClick={() => zoom(step)}>
        <IconZoomIn size={18} />
      </Tool>
      <Tool label="Show the whole picture (0)" onClick={fit}>
        <IconMaximize size={18} />
      </Tool>
      <Tool label={isHidden ? 'Show the objects (H)' : 'Hide the objects (H)'} onClick={onHide}>
        {isHidden ? <IconEyeOff size={18} /> : <IconEye size={18} />}
      </Tool>
      <Tool label={hasLabels ? 'Hide the names (L)' : 'Show the names (L)'} onClick={onLabels}>
        {hasLabels ? <IconTag size={18} /> : <IconTagOff size={18} />}
      </Tool>
    </ActionIcon.Group>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label.replace(/ \(.\)$/, '')} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
