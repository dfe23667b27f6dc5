import { keyOf, type Member, type MemberKey } from '@limn/editor';
import { useState } from 'react';
import { movesBefore } from '../session/listRows';
import { useSelectedKeys, useSession } from '../state/hooks';
import type { RowDrag } from './ObjectRow';

interface Dragging {
  readonly keys: ReadonlySet<MemberKey>;
  /** The row before which they would be dropped. */
  readonly target: MemberKey | null;
}

/** Rows are dragged to another place of the list, which is the order in which objects lie above each other. */
export function useRowDrag(): (member: Member) => RowDrag {
  const { model } = useSession();
  const selected = useSelectedKeys();
  const [dragging, setDragging] = useState<Dragging | null>(null);
  return (member) => {
    const key = keyOf(member);
    return {
      isTarget: dragging?.target === key,
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', member.objectId);
        setDragging({ keys: selected.has(key) ? selected : new Set([key]), target: null });
      },
      onDragOver: (event) => {
        if (dragging !== null) {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'move';
          if (dragging.target !== key) {
            setDragging({ ...dragging, target: key });
          }
        }
      },
      onDragEnd: () => setDragging(null),
      onDrop: (event) => {
        event.preventDefault();
        setDragging(null);
        const moves = dragging
          ? movesBefore(model.store.members('objects'), dragging.keys, placeOf(key, dragging))
          : [];
        if (moves.length > 0) {
          model.commit('Change the order', moves);
        }
      },
    };
  };

  /** Dropped on a row that lies further down, they come behind it. */
  function placeOf(target: MemberKey, { keys }: Dragging): MemberKey | undefined {
    const order = model.store.members('objects').map(keyOf);
    const at = order.indexOf(target);
    const isBelow = [...keys].every((key) => order.indexOf(key) < at);
    return isBelow ? order[at + 1] : target;
  }
}
