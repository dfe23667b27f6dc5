import { type Json, keyOf, type Member } from '../model/answer';
import type { DocumentStore } from '../model/DocumentStore';
import { newBatchId } from '../model/ids';
import type { Batch, Operation } from '../model/operations';
import { Applied, applyTolerant } from '../model/rebase/applyTolerant';
import type { Conflict } from '../model/rebase/Conflict';
import { type Before, conflictOf, mergePaint, type Pending, rebase, restoring } from '../model/rebase/rebase';
import type { Touched } from '../model/rebase/Touched';
import type { LostOperation, OthersBatch } from './Transport';

/** One time that the document goes back to what the server had, to follow what happened there. */
export class Rebasing {
  /** What was done here and lost. */
  readonly conflicts: Conflict[] = [];
  private readonly store: DocumentStore;
  private readonly now: () => number;
  private readonly before: Before;

  constructor(store: DocumentStore, pending: readonly Pending[], now: () => number) {
    this.store = store;
    this.now = now;
    this.before = membersNow(store, pending);
  }

  rewind(pending: readonly Pending[]): void {
    for (const { batch, inverse } of pending.toReversed()) {
      applyTolerant(this.store, { ...batch, operations: inverse.filter((operation) => operation !== undefined) });
    }
  }

  /** Applies what others did. */
  follow(batches: readonly OthersBatch[]): void {
    for (const { id = newBatchId(), operations } of batches) {
      applyTolerant(this.store, { id, at: this.now(), label: 'Changes of others', origin: 'restore', operations });
    }
  }

  /** Applies a batch that the server does not have yet. */
  again(pending: Pending, touched: Touched): Pending {
    const { conflicts, ...rebased } = rebase(this.store, pending, touched, this.before);
    this.conflicts.push(...conflicts);
    return rebased;
  }

  /** Applies a batch as the server did; answers what of its paint is to be sent again, merged with that of others. */
  settle(pending: Pending, lost: readonly LostOperation[]): Pending[] {
    const { batch } = pending;
    const applied = new Applied(this.store, batch);
    const rest: Pending[] = [];
    for (const [at, operation] of batch.operations.entries()) {
      const about = lost.find((one) => one.operation === at);
      if (!about) {
        applied.apply(operation);
      } else if (operation.kind === 'paint') {
        rest.push(...this.paintAgain(pending, at));
      } else {
        const mine = offer(operation, about, this.before);
        this.conflicts.push(conflictOf(batch, at, { mine, reason: about.reason, theirs: about.theirs }));
      }
    }
    return rest;
  }

  private paintAgain({ batch, inverse }: Pending, at: number): Pending[] {
    const [painted, undoing] = [batch.operations[at], inverse[batch.operations.length - 1 - at]];
    if (painted?.kind !== 'paint' || undoing?.kind !== 'paint') {
      return [];
    }
    const { merged, isComplete } = mergePaint(this.store, painted, undoing);
    if (!isComplete) {
      this.conflicts.push(conflictOf(batch, at, { reason: 'changed', mine: [painted] }));
    }
    const next: Batch = { ...batch, id: newBatchId(), at: this.now(), operations: [merged] };
    return [{ batch: next, inverse: applyTolerant(this.store, next).inverse }];
  }
}

/** What brings an operation into force that the server did not carry out. */
function offer(operation: Operation, { reason, theirs }: LostOperation, before: Before): readonly Operation[] {
  if (operation.kind === 'set' && reason === 'missing') {
    return restoring(before(operation.list, operation.key), operation).mine;
  }
  if (operation.kind === 'add' && reason === 'answered') {
    return answerInstead(operation.member, theirs);
  }
  const canRepeat = reason === 'changed' && (operation.kind === 'set' || operation.kind === 'remove');
  return canRepeat ? [operation] : [];
}

/** The question has an answer already: this editor's can take its place. */
function answerInstead(mine: Member, theirs: Json | undefined): Operation[] {
  const { objectId, page } = (theirs ?? {}) as Partial<Member>;
  return typeof objectId === 'string' && mine.answer !== undefined
    ? [{ kind: 'set', list: 'classifications', key: keyOf({ objectId, page }), field: 'answer', value: mine.answer }]
    : [];
}

/** The members that pending operations change, as they are before all is taken back. */
function membersNow(store: DocumentStore, pending: readonly Pending[]): Before {
  const members = new Map<string, Member | undefined>();
  for (const operation of pending.flatMap(({ batch }) => batch.operations)) {
    if (operation.kind === 'set') {
      members.set(`${operation.list} ${operation.key}`, store.get(operation.list, operation.key));
    }
  }
  return (list, key) => members.get(`${list} ${key}`);
}
