import type { LostOperation, OthersBatch, SyncReply, SyncRequest, Transport } from '../journal/Transport';
import { type Json, keyOf } from '../model/answer';
import type { DocumentStore } from '../model/DocumentStore';
import { isEqual } from '../model/isEqual';
import type { Batch, Operation } from '../model/operations';
import { applyTolerant } from '../model/rebase/applyTolerant';
import { Touched } from '../model/rebase/Touched';
import { batchOf } from './modelSamples';

type Lost = Pick<LostOperation, 'reason' | 'theirs'>;

interface Logged extends OthersBatch {
  readonly revision: number;
  readonly operations: readonly Operation[];
  readonly session: string;
}

interface Known {
  readonly revision: number;
  readonly conflicts: readonly LostOperation[];
}

/** A server that keeps one task in memory and decides conflicts as the real one does. */
export class FakeServer implements Transport {
  readonly store: DocumentStore;
  readonly requests: SyncRequest[] = [];
  /** Answers in place of the server while it is set. */
  instead: Exclude<SyncReply, { kind: 'accepted' }> | undefined;
  /** Whether it tells of which revision repeated batches are part. */
  dates = true;
  revision = 0;
  private readonly log: Logged[] = [];
  private readonly known = new Map<string, Known>();

  constructor(store: DocumentStore) {
    this.store = store;
  }

  /** Ids of the batches that were carried out, each once. */
  get stored(): readonly string[] {
    return [...this.known.keys()];
  }

  /** Somebody else changes the task. */
  others(...operations: readonly Operation[]): void {
    const { operations: done } = applyTolerant(this.store, batchOf(operations));
    this.revision++;
    this.log.push({ id: `revision:${this.revision}`, revision: this.revision, operations: done, session: 'others' });
  }

  async send(request: SyncRequest): Promise<SyncReply> {
    const received: SyncRequest = JSON.parse(JSON.stringify(request));
    this.requests.push(received);
    return this.instead ?? JSON.parse(JSON.stringify(this.accept(received)));
  }

  private accept({ batches, revision, session }: SyncRequest): SyncReply {
    const since = this.log.filter((logged) => logged.revision > revision && logged.session !== session);
    const fresh = batches.filter((batch) => !this.known.has(batch.id));
    if (fresh.length > 0) {
      this.revision++;
      const touched = new Touched(since);
      for (const batch of fresh) {
        this.known.set(batch.id, { revision: this.revision, conflicts: this.carryOut(batch, touched, session) });
      }
    }
    const applied = batches.map((batch) => batch.id);
    return {
      kind: 'accepted',
      revision: this.revision,
      applied,
      appliedAt: !this.dates
        ? undefined
        : Object.fromEntries(applied.map((id) => [id, this.known.get(id)?.revision ?? 0])),
      conflicts: applied.flatMap((id) => this.known.get(id)?.conflicts ?? []),
      since,
    };
  }

  private carryOut(batch: Batch, touched: Touched, session: string): LostOperation[] {
    const conflicts: LostOperation[] = [];
    const done: Operation[] = [];
    for (const [at, operation] of batch.operations.entries()) {
      const lost = this.judge(operation, touched);
      if (lost) {
        conflicts.push({ batch: batch.id, operation: at, ...lost });
      } else {
        done.push(...applyTolerant(this.store, { ...batch, operations: [operation] }).operations);
      }
    }
    this.log.push({ id: `revision:${this.revision}`, revision: this.revision, operations: done, session });
    return conflicts;
  }

  private judge(operation: Operation, touched: Touched): Lost | undefined {
    if (operation.kind === 'paint') {
      return operation.tiles.some(({ x, y }) => touched.isPainted(operation.page, x, y))
        ? { reason: 'changed' }
        : undefined;
    }
    const key = operation.kind === 'add' ? keyOf(operation.member) : operation.key;
    const member = this.store.get(operation.list, key);
    const theirs = member as Json | undefined;
    switch (operation.kind) {
      case 'add':
        return member && { reason: 'exists', theirs };
      case 'remove':
        return member && touched.isChanged(operation.list, key) ? { reason: 'changed', theirs } : undefined;
      case 'move':
        return undefined;
      case 'set':
        return this.judgeSet(operation, touched);
    }
  }

  private judgeSet(
    { list, key, field, value }: Extract<Operation, { kind: 'set' }>,
    touched: Touched,
  ): Lost | undefined {
    const member = this.store.get(list, key);
    if (!member) {
      return { reason: 'missing' };
    }
    const isLost = !isEqual(member[field], value) && touched.isFieldChanged(list, key, field);
    return isLost ? { reason: 'changed', theirs: member[field] } : undefined;
  }
}

/** What a network does to a request. */
export type Fault = 'none' | 'request lost' | 'reply lost' | 'sent twice';

/** A way to a server that does to each request what the next fault says; without faults left it is reliable. */
export class FaultyTransport implements Transport {
  private readonly server: Transport;
  private readonly faults: Fault[];

  constructor(server: Transport, faults: readonly Fault[]) {
    this.server = server;
    this.faults = [...faults];
  }

  async send(request: SyncRequest): Promise<SyncReply> {
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'request lost') {
      throw new Error('The network is gone.');
    }
    const reply = await this.server.send(request);
    if (fault === 'reply lost') {
      throw new Error('The network is gone.');
    }
    return fault === 'sent twice' ? this.server.send(request) : reply;
  }
}
