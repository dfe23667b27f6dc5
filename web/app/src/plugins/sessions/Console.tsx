import { Highlight } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { LogLevel, LogLine } from '../../api/types';
import { formatClock } from '../../ui/format';
import classes from './Console.module.css';

const levels: Record<LogLevel, { label: string; className: string | undefined }> = {
  Debug: { label: 'DEBUG', className: classes.debug },
  Info: { label: 'INFO', className: classes.info },
  Warning: { label: 'WARNING', className: classes.warning },
  Error: { label: 'ERROR', className: classes.error },
};

interface ConsoleProps {
  lines: readonly LogLine[];
  search: string;
  /** Index of the found line that is shown now; null when nothing is searched. */
  current: number | null;
  isFollowing: boolean;
  /** Scrolling up stops following, scrolling to the end starts it again. */
  onFollow: (isFollowing: boolean) => void;
}

const lineHeight = 22;

/** Log lines; only those on the screen are in the page, so a hundred thousand are as fast as ten. */
export function Console({ lines, search, current, isFollowing, onFollow }: ConsoleProps) {
  const frame = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });

  useEffect(() => {
    if (isFollowing && lines.length > 0) {
      rows.scrollToIndex(lines.length - 1, { align: 'end' });
    }
  }, [isFollowing, lines.length, rows]);

  useEffect(() => {
    if (current !== null) {
      rows.scrollToIndex(current, { align: 'center' });
    }
  }, [current, rows]);

  function watchTail(event: React.UIEvent<HTMLElement>) {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 2 * lineHeight;
    if (isAtEnd !== isFollowing) {
      onFollow(isAtEnd);
    }
  }

  return (
    <section
      ref={frame}
      className={classes.frame}
      aria-label="Log lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keyboards must reach it
      tabIndex={0}
      onWheel={(event) => event.deltaY < 0 && onFollow(false)}
      onScroll={(event) => !rows.isScrolling || watchTail(event)}
    >
      <div role="log" aria-live="off" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const line = lines[row.index];
          return (
            line && (
              <div
                key={line.seq}
                ref={rows.measureElement}
                data-index={row.index}
                data-current={row.index === current || undefined}
                className={classes.line}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <Line line={line} search={search} />
              </div>
            )
          );
        })}
      </div>
    </section>
  );
}

function Line({ line, search }: { line: LogLine; search: string }) {
  const level = levels[line.level];
  return (
    <>
      <time className={classes.time} dateTime={line.receivedAt}>
        {formatClock(line.receivedAt)}
      </time>
      <span className={level.className}>{level.label}</span>
      {search ? (
        <Highlight highlight={search} span inherit>
          {line.msg}
        </Highlight>
      ) : (
        <span>{line.msg}</span>
      )}
    </>
  );
}
