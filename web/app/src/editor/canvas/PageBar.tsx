import { NumberInput, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { formatPlural } from '../../ui/format';
import { CommandButton } from '../shell/CommandButton';
import { useCell, useMembers, useSession } from '../state/hooks';
import classes from './PageBar.module.css';

/** The pages of an asset of several pictures; nothing for any other. */
export function PageBar() {
  return useSession().pages.count > 1 ? <Bar /> : null;
}

function Bar() {
  const { pages } = useSession();
  return (
    <nav className={classes.bar} aria-label="Pages">
      <CommandButton command="page.previous">
        <IconChevronLeft size={16} />
      </CommandButton>
      <PageNumber />
      <span className={classes.total}>of {pages.count}</span>
      <CommandButton command="page.next">
        <IconChevronRight size={16} />
      </CommandButton>
      <Strip />
    </nav>
  );
}

/** The number of the page, to be typed. */
function PageNumber() {
  const session = useSession();
  const { pages, ui } = session;
  const { page = 0 } = useCell(pages.shown);
  const asked = useCell(ui).pageAsked;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked > 0) {
      input.current?.focus();
      input.current?.select();
    }
  }, [asked]);
  const go = (text: string) => {
    const wanted = Math.round(Number(text)) - 1;
    if (text !== '' && wanted !== page && wanted >= 0 && wanted < pages.count) {
      void session.showPage(wanted);
    }
  };
  return (
    <NumberInput
      key={page}
      ref={input}
      className={classes.number}
      size="xs"
      hideControls
      allowDecimal={false}
      allowNegative={false}
      aria-label={`Page, 1 to ${pages.count}`}
      defaultValue={page + 1}
      onBlur={(event) => go(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          go(event.currentTarget.value);
          document.querySelector<HTMLElement>('[role=application]')?.focus();
        }
      }}
    />
  );
}

const pageWidth = 76;

function Strip() {
  const session = useSession();
  const { pages } = session;
  const { page = 0 } = useCell(pages.shown);
  const coming = useCell(pages.coming);
  const counts = useCounts();
  const scroller = useRef<HTMLDivElement>(null);
  const items = useVirtualizer({
    horizontal: true,
    count: pages.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => pageWidth,
    overscan: 2,
  });
  useEffect(() => items.scrollToIndex(coming ?? page, { align: 'auto' }), [items, coming, page]);
  return (
    <div ref={scroller} className={classes.strip}>
      <div className={classes.pages} style={{ width: items.getTotalSize() }}>
        {items.getVirtualItems().map(({ index, start }) => {
          const count = counts.get(index) ?? 0;
          return (
            <UnstyledButton
              key={index}
              className={classes.page}
              style={{ transform: `translateX(${start}px)` }}
              aria-label={`Page ${index + 1}, ${formatPlural(count, 'object')}`}
              aria-current={index === page ? 'page' : undefined}
              data-coming={index === coming || undefined}
              onClick={() => void session.showPage(index)}
            >
              <img src={pages.addresses[index]} alt="" loading="lazy" decoding="async" draggable={false} />
              <span className={classes.name}>{index + 1}</span>
              {count > 0 && <span className={classes.count}>{count}</span>}
            </UnstyledButton>
          );
        })}
      </div>
    </div>
  );
}

/** How many objects each page has. */
function useCounts(): ReadonlyMap<number, number> {
  const objects = useMembers('objects');
  return useMemo(() => {
    const counts = new Map<number, number>();
    for (const { page = 0 } of objects) {
      counts.set(page, (counts.get(page) ?? 0) + 1);
    }
    return counts;
  }, [objects]);
}
