import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './Panel.module.css';

interface PanelProps {
  title: string;
  /** Beside the title: counts, buttons. */
  actions?: ReactNode;
  /** Whether it takes the room that is left. */
  isTall?: boolean;
  children: ReactNode;
}

/** A titled part of a side of the editor. */
export function Panel({ title, actions, isTall = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} data-tall={isTall || undefined} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {actions}
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
