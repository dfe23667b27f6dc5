import { keyOf, type Member } from '@limn/editor';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { plainRows, rowsByClass } from '../session/listRows';
import { useEditor, useSelectedKeys, useSession } from '../state/hooks';
import { ClassHeading } from './ClassHeading';
import classes from './ObjectList.module.css';
import { ObjectRow } from './ObjectRow';
import { useRowDrag } from './useRowDrag';

const rowHeight = 30;

interface ObjectRowsProps {
  members: readonly Member[];
  isByClass: boolean;
}

/** The rows of the object list, of which only those in sight are made. */
export function ObjectRows({ members, isByClass }: ObjectRowsProps) {
  const { model, context, commands } = useSession();
  const schema = useEditor(({ editor }) => editor.schema);
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useSelectedKeys();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => {
    const order = schema.classesOf('objects').map(({ schemaId }) => schemaId);
    return isByClass ? rowsByClass(members, order, closed) : plainRows(members);
  }, [members, isByClass, closed, schema]);
  const keys = useMemo(() => rows.map((row) => (row.kind === 'object' ? keyOf(row.member) : null)), [rows]);
  const dragOf = useRowDrag();
  const items = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const last = [...selected].at(-1);
  const at = last === undefined ? -1 : keys.indexOf(last);
  useEffect(() => {
    if (at >= 0) {
      items.scrollToIndex(at, { align: 'auto' });
    }
  }, [at, items]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) {
      reorder(event);
      return;
    }
    const key = nextKey(keys, at, event.key);
    if (key !== undefined) {
      event.preventDefault();
      model.selection.set(event.shiftKey ? [...selected, key] : [key]);
    } else if (event.key === 'Enter' && last !== undefined) {
      event.preventDefault();
      context.shell.openForm(last);
    }
  };
  const reorder = (event: KeyboardEvent) => {
    const command = commands.find(({ id }) => id === depths[event.key]);
    if (command?.canRun(context)) {
      event.preventDefault();
      command.run(context);
    }
  };
  const toggle = (schemaId: string) => {
    const next = new Set(closed);
    if (!next.delete(schemaId)) {
      next.add(schemaId);
    }
    setClosed(next);
  };
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label="Objects"
      aria-multiselectable
      aria-activedescendant={at >= 0 ? `object-${last}` : undefined}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: items.getTotalSize(), position: 'relative' }} role="presentation">
        {items.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) {
            return null;
          }
          return row.kind === 'class' ? (
            <ClassHeading key={`class ${row.schemaId}`} row={row} top={start} onToggle={() => toggle(row.schemaId)} />
          ) : (
            <ObjectRow
              key={keyOf(row.member)}
              member={row.member}
              ordinal={row.ordinal}
              count={members.length}
              top={start}
              drag={isByClass || !model.canChange ? null : dragOf(row.member)}
            />
          );
        })}
      </div>
    </div>
  );
}

// Further down in the list lies higher in the picture.
const depths: Readonly<Record<string, string>> = { ArrowDown: 'object.forward', ArrowUp: 'object.backward' };

/** The object to which a key leads, past headings. */
function nextKey(keys: readonly (string | null)[], at: number, key: string): string | undefined {
  const present = keys.slice(0, Math.max(0, at));
  switch (key) {
    case 'ArrowDown':
      return keys.slice(at + 1).find((one) => one !== null) ?? undefined;
    case 'ArrowUp':
      return present.findLast((one) => one !== null) ?? undefined;
    case 'Home':
      return keys.find((one) => one !== null) ?? undefined;
    case 'End':
      return keys.findLast((one) => one !== null) ?? undefined;
    default:
      return undefined;
  }
}
