import { type Json, keyOf, type Member, type MemberKey, type MemberList } from '../answer';
import { tilePixels } from '../brush/runs';
import type { DocumentStore } from '../DocumentStore';
import { isEqual } from '../isEqual';
import type { Operation, PaintOperation } from '../operations';
import { increasingRun } from './increasingRun';
import { type Snapshot, type SnapshotTile, snapshotOf } from './snapshot';

/** What must be done to a document to make it as it was. */
export function operationsTo(store: DocumentStore, target: Snapshot): Operation[] {
  return [
    // Relations go first and come last, so that they always have their ends.
    ...removals(store, target, 'relations'),
    ...removals(store, target, 'objects'),
    ...removals(store, target, 'classifications'),
    ...returns(store, target, 'objects'),
    ...returns(store, target, 'classifications'),
    ...returns(store, target, 'relations'),
    ...repaints(store, target),
  ];
}

function removals(store: DocumentStore, target: Snapshot, list: MemberList): Operation[] {
  const kept = new Set(target[list].map(keyOf));
  const going = store
    .members(list)
    .map(keyOf)
    .filter((key) => !kept.has(key));
  return going.map((key) => ({ kind: 'remove', list, key }));
}

/** From the end of the list to its beginning, so that the member that comes next is in its place already. */
function returns(store: DocumentStore, target: Snapshot, list: MemberList): Operation[] {
  const keys = target[list].map(keyOf);
  const staying = keys.filter((key) => store.get(list, key) !== undefined);
  const inPlace = increasingRun(staying, (key) => store.orderOf(list, key));
  const operations: Operation[] = [];
  let before: MemberKey | undefined;
  for (const [at, member] of [...target[list].entries()].reverse()) {
    const key = keys[at] as MemberKey;
    const present = store.get(list, key);
    const place = before === undefined ? {} : { before };
    if (!present) {
      operations.push({ kind: 'add', list, member, ...place });
    } else {
      operations.push(
        ...(inPlace.has(key) ? [] : [{ kind: 'move' as const, list, key, ...place }]),
        ...fields(list, present, member),
      );
    }
    before = key;
  }
  return operations;
}

function fields(list: MemberList, present: Member, target: Member): Operation[] {
  if (present === target) {
    return [];
  }
  const names = new Set([...Object.keys(present), ...Object.keys(target)]);
  return [...names].flatMap((field): Operation[] => {
    const value: Json | undefined = target[field];
    return isEqual(present[field], value) ? [] : [{ kind: 'set', list, key: keyOf(present), field, value }];
  });
}

function repaints(store: DocumentStore, target: Snapshot): PaintOperation[] {
  const wanted = new Map(target.tiles.map((tile) => [nameOf(tile), tile]));
  const present = new Map(snapshotOf(store).tiles.map((tile) => [nameOf(tile), tile]));
  const emptied = [...present.values()].filter((tile) => !wanted.has(nameOf(tile)));
  const changed = [
    ...[...wanted.values()].filter((tile) => !isPaintedSo(present.get(nameOf(tile)), tile)),
    ...emptied.map(({ address }) => ({ address, labels: new Uint16Array(tilePixels) })),
  ];
  const pages = new Set(changed.map(({ address }) => address.page));
  return [...pages].map((page) => {
    const tiles = changed.filter(({ address }) => address.page === page);
    return store.masks.paintOperation(
      page,
      tiles.map(({ address: { x, y }, labels }) => ({ x, y, labels })),
    );
  });
}

function isPaintedSo(present: SnapshotTile | undefined, { labels }: SnapshotTile): boolean {
  return present?.labels === labels || present?.labels.every((label, pixel) => label === labels[pixel]) === true;
}

function nameOf({ address: { page, x, y } }: SnapshotTile): string {
  return `${page ?? 0} ${x} ${y}`;
}
