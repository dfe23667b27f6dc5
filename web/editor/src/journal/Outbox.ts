import type { DocumentStore } from '../model/DocumentStore';
import { newBatchId } from '../model/ids';
import type { Batch } from '../model/operations';
import type { Conflict } from '../model/rebase/Conflict';
import type { Pending } from '../model/rebase/rebase';
import { Touched } from '../model/rebase/Touched';
import { Rebasing } from './Rebasing';
import type { SyncReply } from './Transport';

type Accepted = Extract<SyncReply, { kind: 'accepted' }>;

/** What a reply of the server led to. */
export interface Receipt {
  readonly conflicts: readonly Conflict[];
  /** Whether batches that are still to be sent were changed. */
  readonly isRebased: boolean;
}

/**
 * What was done here and the server has not acknowledged, in order, and the revision below it. When others changed
 * something, the document goes back to what the server had, follows them, and takes up what was done here again.
 */
export class Outbox {
  private readonly store: DocumentStore;
  private readonly now: () => number;
  private list: readonly Pending[] = [];
  private readonly tries = new Map<string, number>();
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

  /** Goes on with what an earlier visit made upon a revision; it may have been on its way then. */
  takeUp(pending: readonly Pending[], revision: number): void {
    this.list = [...this.list, ...pending];
    this.trying(pending.map(({ batch }) => batch));
    this.revision = Math.min(this.revision, revision);
  }

  /** Batches are on their way. */
  trying(batches: readonly Batch[]): void {
    for (const { id } of batches) {
      this.tries.set(id, (this.tries.get(id) ?? 0) + 1);
    }
  }

  /** Follows the server. */
  accept(reply: Accepted): Receipt {
    const stored = new Set(reply.applied);
    const own = new Set(this.list.map(({ batch }) => batch.id));
    const since = reply.since.filter(({ id }) => id === undefined || !own.has(id));
    this.revision = reply.revision;
    const settled = this.list.filter(({ batch }) => stored.has(batch.id));
    const unsent = this.list.filter(({ batch }) => !stored.has(batch.id));
    if (since.length === 0 && reply.conflicts.length === 0) {
      this.list = unsent;
      this.forget(stored);
      return { conflicts: [], isRebased: false };
    }
    const conflicts = this.rebase('Changes of others', (rebasing) => [
      ...this.followInOrder({ ...reply, since }, settled, rebasing),
      ...this.again(unsent, new Touched(since), rebasing),
    ]);
    this.forget(stored);
    return { conflicts, isRebased: true };
  }

  /** Takes batches back that the server will never accept. */
  discard(ids: ReadonlySet<string>): Receipt {
    const kept = this.list.filter(({ batch }) => !ids.has(batch.id));
    this.forget(ids);
    return {
      conflicts: this.rebase('Taken back', (rebasing) => this.again(kept, new Touched([]), rebasing)),
      isRebased: true,
    };
  }

  private rebase(label: string, work: (rebasing: Rebasing) => Pending[]): readonly Conflict[] {
    const rebasing = new Rebasing(this.store, this.list, this.now);
    this.store.applyRemote({ id: newBatchId(), at: this.now(), label, origin: 'restore' }, () => {
      rebasing.rewind(this.list);
      this.list = work(rebasing);
    });
    return rebasing.conflicts;
  }

  /** Applies what others did, and what the server stored of this editor's, in the order in which it happened there. */
  private followInOrder(reply: Accepted, settled: readonly Pending[], rebasing: Rebasing): Pending[] {
    const since = [...reply.since];
    const rest: Pending[] = [];
    for (const pending of settled) {
      const { id } = pending.batch;
      const revision = this.revisionOf(id, reply);
      const earlier = since.findIndex((batch) => (batch.revision ?? 0) >= revision);
      rebasing.follow(since.splice(0, earlier < 0 ? since.length : earlier));
      rest.push(
        ...rebasing.settle(
          pending,
          reply.conflicts.filter((lost) => lost.batch === id),
        ),
      );
    }
    rebasing.follow(since);
    return rest;
  }

  // Of a batch that was sent before and that the server does not date, others may have changed what it did. It then
  // goes first: where it came after theirs, what it would have overwritten is among the conflicts.
  private revisionOf(id: string, { appliedAt, revision }: Accepted): number {
    return appliedAt?.[id] ?? ((this.tries.get(id) ?? 0) > 1 ? Number.NEGATIVE_INFINITY : revision);
  }

  private again(pending: readonly Pending[], touched: Touched, rebasing: Rebasing): Pending[] {
    return pending.map((one) => rebasing.again(one, touched)).filter(({ batch }) => batch.operations.length > 0);
  }

  private forget(ids: ReadonlySet<string>): void {
    for (const id of ids) {
      this.tries.delete(id);
    }
  }
}
