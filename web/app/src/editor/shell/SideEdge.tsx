import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { sideWidth, sideWidths, startLayout } from '../session/Layout';
import { useCell, useSession } from '../state/hooks';
import classes from './SideEdge.module.css';

/** The edge between a side and the picture, to be moved by hand or by arrow keys; a double click gives the width of the start. */
export function SideEdge({ side }: { side: 'left' | 'right' }) {
  const { layout } = useSession();
  const width = useCell(layout)[`${side}Width`];
  const [from, setFrom] = useState<{ x: number; width: number } | null>(null);
  const outwards = side === 'left' ? 1 : -1;
  const set = (wanted: number) => layout.merge({ [`${side}Width`]: sideWidth(wanted) });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -outwards, ArrowRight: outwards }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      set(width + step * sideWidths.step);
    }
  };
  const onPointerMove = (event: PointerEvent) => {
    if (from !== null) {
      set(from.width + outwards * (event.clientX - from.x));
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is no line between texts
    <div
      className={classes.edge}
      data-side={side}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={side === 'left' ? 'Width of the left side' : 'Width of the right side'}
      aria-valuenow={width}
      aria-valuemin={sideWidths.least}
      aria-valuemax={sideWidths.most}
      data-dragging={from !== null || undefined}
      data-form
      onKeyDown={onKeyDown}
      onDoubleClick={() => set(startLayout[`${side}Width`])}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom({ x: event.clientX, width });
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => setFrom(null)}
      onPointerCancel={() => setFrom(null)}
    />
  );
}
