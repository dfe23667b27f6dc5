import fc from 'fast-check';
import { type Json, keyOf, type Member, type MemberList } from '../model/answer';
import { encodeRuns, tilePixels } from '../model/brush/runs';
import { DocumentStore } from '../model/DocumentStore';
import { EditorModel } from '../model/EditorModel';
import { newObjectId } from '../model/ids';
import type { Batch, MemberOperation, Operation } from '../model/operations';
import { sampleSchema } from './schemaSample';

let batches = 0;

/** A batch of operations with an id of its own. */
export function batchOf(operations: readonly Operation[], more: Partial<Batch> = {}): Batch {
  return { id: `b${++batches}`, at: 1_000, label: 'Change', origin: 'human', operations, ...more };
}

/** A box of class `car`. */
export function box(objectId: string, more: Readonly<Partial<Member>> = {}): Member {
  return {
    objectId,
    schemaId: 'car',
    'bounding-box': { x: 1, y: 2, width: 30, height: 40 },
    classifications: [],
    ...more,
  };
}

/** A tile filled with one label. */
export function filledTile(x: number, y: number, label: number) {
  return { x, y, runs: encodeRuns(new Uint16Array(tilePixels).fill(label)) };
}

/** Everything that a store holds, as text: two documents are equal when their texts are. */
export function textOf(store: DocumentStore): string {
  const { masks } = store;
  const tiles = masks.tiles().map((tile) => `${tile.x},${tile.y}: ${classRuns(masks.tile(tile), masks.palette)}`);
  return JSON.stringify({
    objects: store.members('objects'),
    classifications: store.members('classifications'),
    relations: store.members('relations'),
    tiles: tiles.sort(),
  });
}

function classRuns(labels: Readonly<Uint16Array> = new Uint16Array(), palette: readonly string[]): string {
  const runs: string[] = [];
  for (let at = 0; at < labels.length; ) {
    const label = labels[at];
    const end = labels.findIndex((other, place) => place > at && other !== label);
    const next = end < 0 ? labels.length : end;
    runs.push(`${palette[(label ?? 0) - 1] ?? ''} ${next - at}`);
    at = next;
  }
  return runs.join();
}

/** Objects `o0` to `o5` and relations among them. */
export function sampleStore(): DocumentStore {
  return new DocumentStore({
    objects: [0, 1, 2, 3, 4, 5].map((n) => box(`o${n}`)),
    classifications: [{ objectId: 'c0', schemaId: 'weather', answer: 'Sun', page: 0 }],
    relations: [
      { objectId: 'r0', schemaId: 'next', from: 'o0', to: 'o1', direction: 'straight' },
      { objectId: 'r1', schemaId: 'team', group: ['o1', 'o2', 'r0'] },
    ],
  });
}

const list = fc.constantFrom<MemberList>('objects', 'classifications', 'relations');
const place = fc.nat(20);

/** What somebody wants to do; `operationOf` makes it fit a document. */
export const wish = fc.record({
  kind: fc.constantFrom('add', 'remove', 'set', 'unset', 'move', 'paint'),
  list,
  place,
  other: fc.option(place, { nil: undefined }),
  field: fc.constantFrom('note', 'schemaId', 'flagged', 'classifications'),
  value: fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
});

export type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

/** A wish as an operation that fits the document; undefined if there is nothing it could be done to. */
export function operationOf(store: DocumentStore, wished: Wish): Operation | undefined {
  if (wished.kind === 'paint') {
    const tiles = [filledTile(wished.place % 3, 0, wished.field === 'note' ? 0 : 1)];
    return { kind: 'paint', palette: [wished.field], tiles };
  }
  return memberOperation(store, wished);
}

function memberOperation(store: DocumentStore, wished: Wish): MemberOperation | undefined {
  const members = store.members(wished.list);
  const pick = (at: number | undefined) => (at === undefined ? undefined : members[at % Math.max(1, members.length)]);
  const target = pick(wished.place);
  const other = pick(wished.other);
  const before = other && keyOf(other);
  if (wished.kind === 'add') {
    return { kind: 'add', list: wished.list, member: box(newObjectId()), before };
  }
  if (!target) {
    return undefined;
  }
  const key = keyOf(target);
  switch (wished.kind) {
    case 'remove':
      return { kind: 'remove', list: wished.list, key };
    case 'move':
      return { kind: 'move', list: wished.list, key, before };
    default:
      return {
        kind: 'set',
        list: wished.list,
        key,
        field: wished.field,
        value: wished.kind === 'set' ? wished.value : undefined,
      };
  }
}

/** An editor of the sample document in which everything is allowed; its clock stands until it is set. */
export function sampleModel(
  store: DocumentStore = sampleStore(),
  onNotice?: (text: string) => void,
): { model: EditorModel; clock: { now: number } } {
  const clock = { now: 1_000_000 };
  const rights = { mode: 'edit', mayEditInReview: true, mayUnlock: true } as const;
  return { model: new EditorModel({ store, schema: sampleSchema, rights, now: () => clock.now, onNotice }), clock };
}
