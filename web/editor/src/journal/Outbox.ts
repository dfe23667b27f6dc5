import { keyOf, type Member, type MemberList } from '../model/answer';
import type { DocumentStore } from '../model/DocumentStore';
import { newBatchId } from '../model/ids';
import type { Batch, Operation } from '../model/operations';
import { Applied, applyTolerant } from '../model/rebase/applyTolerant';
import type { Conflict } from '../model/rebase/Conflict';
import { type Before, conflictOf, mergePaint, type Pending, rebase, restoring } from '../model/rebase/rebase';
import { Touched } from '../model/rebase/Touched';
import type { LostOperation, OthersBatch, SyncReply } from './Transport';

type Accepted = Extract<SyncReply, { kind: 'accepted' }>;

/** What a reply of the server led to. */
export interface Receipt {
  readonly conflicts: readonly Conflict[];
  /** Whether batches that are still to be sent were changed. */
  readonly isRebased: boolean;
}

const nothing: Receipt = { conflicts: [], isRebased: false };

/**
 * What was done here and the server has not acknowledged, in order, and the revision below it. When others changed
 * something, the document goes back to what the server had, follows them, and takes up what was done here again.
 */
export class Outbox {
  private readonly store: DocumentStore;
  private readonly now: () => number;
  private list: readonly Pending[] = [];
  /** The newest revision of the server that the document follows. */
  revision: number;

  constructor(store: DocumentStore, revision: number, now: () => number) {
    this.store = store;
    this.revision = revision;
    this.now = now;
  }

  get pending(): readonly Pending[] {
    return this.list;
  }

  add(pending: Pending): void {
    this.list = [...this.list, pending];
  }

  /** Follows the server. */
  accept(reply: Accepted): Receipt {
    const stored = new Set(reply.applied);
    const own = new Set(this.list.map(({ batch }) => batch.id));
    const since = reply.since.filter(({ id }) => id === undefined || !own.has(id));
    this.revision = reply.revision;
    if (since.length === 0 && reply.conflicts.length === 0) {
      this.list = this.list.filter(({ batch }) => !stored.has(batch.id));
      return nothing;
    }
    return this.rebase({ ...reply, since }, stored);
  }

  /** Takes batches back that the server will never accept. */
  discard(ids: ReadonlySet<string>): Receipt {
    const before = this.membersNow();
    const conflicts: Conflict[] = [];
    this.remotely('Taken back', () => {
      this.rewind();
      const kept = this.list.filter(({ batch }) => !ids.has(batch.id));
      this.list = kept.map((pending) => this.again(pending, new Touched([]), before, conflicts));
    });
    return { conflicts, isRebased: true };
  }

  private rebase(reply: Accepted, stored: ReadonlySet<string>): Receipt {
    const before = this.membersNow();
    const conflicts: Conflict[] = [];
    const [settled, unsent] = [this.list.filter(isIn(stored)), this.list.filter((pending) => !isIn(stored)(pending))];
    const touched = new Touched(reply.since);
    this.remotely('Changes of others', () => {
      this.rewind();
      const rest = this.followInOrder(reply, settled, before, conflicts);
      this.list = [...rest, ...unsent.map((pending) => this.again(pending, touched, before, conflicts))].filter(
        ({ batch }) => batch.operations.length > 0,
      );
    });
    return { conflicts, isRebased: true };
  }

  /** Applies what others did, and what the server stored of this editor's, in the order in which it happened there. */
  private followInOrder(
    reply: Accepted,
    settled: readonly Pending[],
    before: Before,
    conflicts: Conflict[],
  ): Pending[] {
    const since = [...reply.since];
    const rest: Pending[] = [];
    const followUntil = (revision: number) => {
      while (since[0] && (since[0].revision ?? 0) < revision) {
        applyTolerant(this.store, this.named(since.shift() as OthersBatch));
      }
    };
    for (const pending of settled) {
      const { id } = pending.batch;
      followUntil(reply.appliedAt?.[id] ?? reply.revision);
      rest.push(
        ...this.settle(
          pending,
          reply.conflicts.filter((one) => one.batch === id),
          before,
          conflicts,
        ),
      );
    }
    followUntil(Number.POSITIVE_INFINITY);
    return rest;
  }

  private again(pending: Pending, touched: Touched, before: Before, conflicts: Conflict[]): Pending {
    const { conflicts: found, ...rebased } = rebase(this.store, pending, touched, before);
    conflicts.push(...found);
    return rebased;
  }

  /** Applies a batch as the server did; what of its paint others were in the way of is to be sent again, merged. */
  private settle(pending: Pending, lost: readonly LostOperation[], before: Before, conflicts: Conflict[]): Pending[] {
    const applied = new Applied(this.store, pending.batch);
    const rest: Pending[] = [];
    for (const [at, operation] of pending.batch.operations.entries()) {
      const about = lost.find((one) => one.operation === at);
      if (!about) {
        applied.apply(operation);
      } else if (operation.kind === 'paint') {
        rest.push(...this.paintAgain(pending, at, conflicts));
      } else {
        conflicts.push(conflictOf(pending.batch, at, { ...offer(operation, about, before), theirs: about.theirs }));
      }
    }
    return rest;
  }

  private paintAgain({ batch, inverse }: Pending, at: number, conflicts: Conflict[]): Pending[] {
    const [painted, undoing] = [batch.operations[at], inverse[batch.operations.length - 1 - at]];
    if (painted?.kind !== 'paint' || undoing?.kind !== 'paint') {
      return [];
    }
    const { merged, isComplete } = mergePaint(this.store, painted, undoing);
    if (!isComplete) {
      conflicts.push(conflictOf(batch, at, { reason: 'changed', mine: [painted] }));
    }
    const next = { ...batch, id: newBatchId(), at: this.now(), operations: [merged] };
    return [{ batch: next, inverse: applyTolerant(this.store, next).inverse }];
  }

  private rewind(): void {
    for (const { batch, inverse } of this.list.toReversed()) {
      applyTolerant(this.store, { ...batch, operations: inverse });
    }
  }

  private remotely(label: string, work: () => void): void {
    this.store.applyRemote({ id: newBatchId(), at: this.now(), label, origin: 'restore' }, work);
  }

  private named({ id = newBatchId(), operations }: OthersBatch): Batch {
    return { id, at: this.now(), label: 'Changes of others', origin: 'restore', operations };
  }

  /** The members that pending operations change, as they are before all is taken back. */
  private membersNow(): Before {
    const members = new Map<string, Member | undefined>();
    for (const operation of this.list.flatMap(({ batch }) => batch.operations)) {
      if (operation.kind === 'set') {
        members.set(`${operation.list} ${operation.key}`, this.store.get(operation.list, operation.key));
      }
    }
    return (list: MemberList, key: string) => members.get(`${list} ${key}`);
  }
}

function isIn(ids: ReadonlySet<string>): (pending: Pending) => boolean {
  return ({ batch }) => ids.has(batch.id);
}

/** What brings an operation into force that the server did not carry out. */
function offer(
  operation: Operation,
  { reason, theirs }: LostOperation,
  before: Before,
): Pick<Conflict, 'reason' | 'mine'> {
  if (operation.kind === 'set' && reason === 'missing') {
    return restoring(before(operation.list, operation.key), operation);
  }
  if (operation.kind === 'add' && reason === 'answered') {
    return { reason, mine: answerInstead(operation.member, theirs) };
  }
  const canRepeat = reason === 'changed' && (operation.kind === 'set' || operation.kind === 'remove');
  return { reason, mine: canRepeat ? [operation] : [] };
}

/** The question has an answer already: this editor's can take its place. */
function answerInstead(mine: Member, theirs: LostOperation['theirs']): Operation[] {
  const { objectId, page } = (theirs ?? {}) as Partial<Member>;
  return typeof objectId === 'string' && mine.answer !== undefined
    ? [{ kind: 'set', list: 'classifications', key: keyOf({ objectId, page }), field: 'answer', value: mine.answer }]
    : [];
}
