import { type Json, keyOf, type Member, type MemberKey, type MemberList } from '../answer';
import type { DocumentStore } from '../DocumentStore';
import { isEqual } from '../isEqual';
import type { Batch, Operation, PaintOperation } from '../operations';
import { Applied } from './applyTolerant';
import type { Conflict } from './Conflict';
import type { Touched } from './Touched';

/** A batch of this editor that the server may not know yet. */
export interface Pending {
  readonly batch: Batch;
  /** What takes its operations back, the last first; undefined for those that did not fit the document. */
  readonly inverse: readonly (Operation | undefined)[];
  readonly gesture?: string;
}

/** A batch as it was applied after others changed the document. */
export interface Rebased extends Pending {
  readonly conflicts: readonly Conflict[];
}

/** What an operation becomes: itself, something else, nothing; and perhaps a conflict. */
interface Outcome {
  readonly operation?: Operation;
  readonly conflict?: Pick<Conflict, 'reason' | 'theirs' | 'mine'>;
}

/** Members as they were before the document was taken back to what the server has. */
export type Before = (list: MemberList, key: MemberKey) => Member | undefined;

/**
 * Applies a batch on top of what others did, which the document already has. What they did to other members or other
 * fields does not matter; where both did something to the same, theirs stays and this editor's is offered.
 */
export function rebase(store: DocumentStore, pending: Pending, touched: Touched, before: Before): Rebased {
  const { batch, inverse } = pending;
  const applied = new Applied(store, batch);
  const conflicts: Conflict[] = [];
  for (const [at, operation] of batch.operations.entries()) {
    const outcome = follow(store, operation, inverse[batch.operations.length - 1 - at], touched, before);
    if (outcome.operation) {
      applied.apply(outcome.operation);
    }
    if (outcome.conflict) {
      conflicts.push(conflictOf(batch, at, outcome.conflict));
    }
  }
  return { ...pending, batch: { ...batch, operations: applied.operations }, inverse: applied.inverse, conflicts };
}

/** A conflict of one operation of a batch. */
export function conflictOf(batch: Batch, at: number, about: Pick<Conflict, 'reason' | 'theirs' | 'mine'>): Conflict {
  return { id: `${batch.id} ${at}`, label: batch.label, operation: batch.operations[at] as Operation, ...about };
}

function follow(
  store: DocumentStore,
  operation: Operation,
  undoing: Operation | undefined,
  touched: Touched,
  before: Before,
): Outcome {
  switch (operation.kind) {
    case 'paint':
      return undoing?.kind === 'paint' ? repaint(store, operation, undoing, touched) : { operation };
    case 'move':
      return store.get(operation.list, operation.key) ? { operation } : {};
    case 'add':
      return store.get(operation.list, keyOf(operation.member))
        ? {
            conflict: {
              reason: 'exists',
              theirs: asJson(store.get(operation.list, keyOf(operation.member))),
              mine: [],
            },
          }
        : { operation };
    case 'remove':
      return remove(store, operation, touched);
    case 'set':
      return set(store, operation, touched, before);
  }
}

function remove(store: DocumentStore, operation: Extract<Operation, { kind: 'remove' }>, touched: Touched): Outcome {
  const member = store.get(operation.list, operation.key);
  if (!member) {
    return {};
  }
  return touched.isChanged(operation.list, operation.key)
    ? { conflict: { reason: 'changed', theirs: asJson(member), mine: [operation] } }
    : { operation };
}

function set(
  store: DocumentStore,
  operation: Extract<Operation, { kind: 'set' }>,
  touched: Touched,
  before: Before,
): Outcome {
  const { list, key, field, value } = operation;
  const member = store.get(list, key);
  if (!member) {
    return touched.isRemoved(list, key) ? { conflict: restoring(before(list, key), operation) } : {};
  }
  if (!touched.isFieldChanged(list, key, field)) {
    return { operation };
  }
  const theirs = member[field];
  return isEqual(theirs, value) ? {} : { conflict: { reason: 'changed', theirs, mine: [operation] } };
}

/** Others removed what was changed here: what it had become can be put back. */
export function restoring(
  member: Member | undefined,
  { list }: Extract<Operation, { kind: 'set' }>,
): Pick<Conflict, 'reason' | 'mine'> {
  return { reason: 'missing', mine: member ? [{ kind: 'add', list, member }] : [] };
}

function repaint(store: DocumentStore, painted: PaintOperation, undoing: PaintOperation, touched: Touched): Outcome {
  if (!painted.tiles.some(({ x, y }) => touched.isPainted(painted.page, x, y))) {
    return { operation: painted };
  }
  const { merged, isComplete } = mergePaint(store, painted, undoing);
  const mine = isComplete ? undefined : { reason: 'changed', mine: [painted] };
  return { operation: merged, conflict: mine };
}

/** Paints on what is there now: pixels that only this editor changed get its labels, those that others changed stay. */
export function mergePaint(
  { masks }: DocumentStore,
  painted: PaintOperation,
  undoing: PaintOperation,
): { merged: PaintOperation; isComplete: boolean } {
  const [before, after] = [masks.decode(undoing), masks.decode(painted)];
  let isComplete = true;
  const tiles = (after ?? []).map(({ x, y, labels }, at) => {
    const now = masks.tile({ page: painted.page, x, y });
    const old = before?.[at]?.labels;
    const merged = labels.map((label, pixel) => {
      const [is, was] = [now?.[pixel] ?? 0, old?.[pixel] ?? 0];
      isComplete &&= label === was || is === was || is === label;
      return is === was ? label : is;
    });
    return { x, y, labels: merged };
  });
  return { merged: masks.paintOperation(painted.page, tiles), isComplete };
}

function asJson(member: Member | undefined): Json | undefined {
  return member as Json | undefined;
}
