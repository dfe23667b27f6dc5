import { keyOf, type MemberKey } from '../model/answer';
import type { DocumentStore } from '../model/DocumentStore';
import type { MoveOperation } from '../model/operations';

export type ZStep = 'forward' | 'backward' | 'front' | 'back';

/** Operations that change the depth of objects and keep their order among each other. */
export function reorder(store: DocumentStore, keys: readonly MemberKey[], step: ZStep): MoveOperation[] {
  const moving = new Set(keys);
  const inOrder = [...keys].sort((one, other) => store.orderOf('objects', one) - store.orderOf('objects', other));
  switch (step) {
    case 'front':
      return inOrder.map((key) => ({ kind: 'move', list: 'objects', key }));
    case 'back':
      return toBack(store, inOrder.toReversed());
    default:
      return inOrder.flatMap((key) => oneStep(store, key, step === 'forward', moving) ?? []);
  }
}

function toBack(store: DocumentStore, foremostFirst: readonly MemberKey[]): MoveOperation[] {
  const [first] = store.members('objects');
  let before = first && keyOf(first);
  return foremostFirst.flatMap((key) => {
    const operation: MoveOperation = { kind: 'move', list: 'objects', key, before };
    const isThere = before === key;
    before = key;
    return isThere ? [] : operation;
  });
}

/** Past the next object of the same page that does not move itself. */
function oneStep(
  store: DocumentStore,
  key: MemberKey,
  isUp: boolean,
  moving: ReadonlySet<MemberKey>,
): MoveOperation | undefined {
  const page = store.get('objects', key)?.page;
  const next = beside(store, key, isUp, (other) => !moving.has(other) && store.get('objects', other)?.page === page);
  if (next === undefined) {
    return undefined;
  }
  const before = isUp ? beside(store, next, true, (other) => !moving.has(other)) : next;
  return { kind: 'move', list: 'objects', key, ...(before === undefined ? {} : { before }) };
}

function beside(
  store: DocumentStore,
  key: MemberKey,
  isUp: boolean,
  fits: (other: MemberKey) => boolean,
): MemberKey | undefined {
  let other: MemberKey | undefined = key;
  do {
    const { previous, next }: { previous: MemberKey | undefined; next: MemberKey | undefined } = store.neighbours(
      'objects',
      other,
    );
    other = isUp ? next : previous;
  } while (other !== undefined && !fits(other));
  return other;
}
