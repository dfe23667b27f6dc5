import { type ChangeSet, isRefusal, type Refusal } from '../model/changes';
import type { DocumentStore } from '../model/DocumentStore';
import type { Batch, Operation } from '../model/operations';
import type { Conflict } from '../model/rebase/Conflict';
import { systemTimers, type Timers } from '../model/timers';
import { Conflicts } from './Conflicts';
import { Outbox, type Receipt } from './Outbox';
import { SendTimer } from './SendTimer';
import type { SyncState } from './SyncState';
import type { TaskJournal } from './TaskJournal';
import type { SyncReply, Transport } from './Transport';
import { takeUp } from './takeUp';

/** What saving needs to know and to reach. */
export interface SyncOptions {
  readonly taskId: string;
  /** Whose lease it is. */
  readonly session: string;
  /** The revision that the document was opened at. */
  readonly revision: number;
  readonly store: DocumentStore;
  readonly journal: TaskJournal;
  readonly transport: Transport;
  readonly timers?: Timers;
  /** Gets the reason when the lease is lost, and undefined when it is there again; the model's rights follow. */
  readonly onFreeze: (reason: string | undefined) => void;
}

// Batches of one request, and the size of their JSON; a single batch may be larger.
const most = 500;
const largest = 4_000_000;

/**
 * Saves by itself: every change goes to the journal at once, and to the server soon after. One request is on its way
 * at a time; what it did not reach is sent again, which does no harm.
 */
export class Sync {
  private readonly options: SyncOptions;
  private readonly timers: Timers;
  private readonly outbox: Outbox;
  private readonly undecided = new Conflicts();
  private readonly listeners = new Set<() => void>();
  private session: string;
  private readonly timer: SendTimer;
  private savedAt: number | undefined;
  private isHeld = false;
  private inFlight: Promise<void> | undefined;
  private refusal: Extract<SyncState, { kind: 'refused' }> | undefined;
  private unsubscribe = () => {};

  constructor(options: SyncOptions) {
    this.options = options;
    this.timers = options.timers ?? systemTimers;
    this.session = options.session;
    this.timer = new SendTimer(this.timers, () => void this.send());
    this.outbox = new Outbox(options.store, options.revision, () => this.timers.now());
  }

  get state(): SyncState {
    const count = this.outbox.pending.length;
    if (this.refusal) {
      return { ...this.refusal, count };
    }
    if (this.inFlight) {
      return { kind: 'saving', count };
    }
    if (this.timer.isRetrying) {
      return { kind: 'offline', count, retryAt: this.timer.retryAt };
    }
    return count > 0
      ? { kind: 'pending', count }
      : { kind: 'saved', ...(this.savedAt === undefined ? {} : { at: this.savedAt }) };
  }

  /** The server's revision that the document follows. */
  get revision(): number {
    return this.outbox.revision;
  }

  /** What was done here and lost against what others did, until somebody decides. */
  get conflicts(): readonly Conflict[] {
    return this.undecided.list;
  }

  /** Takes up what an earlier visit left in the journal, and saves from then on. */
  async start(): Promise<void> {
    const { store, journal } = this.options;
    const entries = await journal.read();
    const left = takeUp(store, entries);
    this.unsubscribe = store.subscribe((change) => this.follow(change));
    if (left.length > 0) {
      this.outbox.takeUp(left, Math.min(...entries.map(({ revision }) => revision)));
      this.timer.soon();
      this.tell();
    }
  }

  /** What is done from now on is not saved: whoever holds takes all of it back before he releases. */
  hold(): void {
    this.isHeld = true;
  }

  /** Saves again. */
  release(): void {
    this.isHeld = false;
  }

  /** Stops saving; what is unsent stays in the journal. */
  stop(): void {
    this.unsubscribe();
    this.timer.stop();
    this.listeners.clear();
  }

  /** Sends everything at once; answers whether the server has it all. */
  async flush(): Promise<boolean> {
    await this.inFlight;
    while (this.outbox.pending.length > 0 && !this.refusal) {
      await this.send();
      if (this.timer.isRetrying) {
        break;
      }
    }
    await this.options.journal.settled();
    return this.outbox.pending.length === 0;
  }

  /** Follows what others did, when the server said that there is a revision; nothing to do if it is known already. */
  async pull(revision = Number.POSITIVE_INFINITY): Promise<void> {
    await this.inFlight;
    if (!this.refusal && revision > this.outbox.revision) {
      await this.exchangeOnce();
    }
  }

  /** Tries again now, after the network came back or the server's refusal was dealt with. */
  retry(): Promise<boolean> {
    this.refusal = undefined;
    return this.flush();
  }

  /** Somebody else works on the task now, as the lease's heartbeat heard; nothing is sent until `resume`. */
  leaseLost(reason: string): void {
    this.refuse(reason, true, []);
    this.timer.stop();
    this.options.onFreeze(reason);
    this.tell();
  }

  /** Goes on with a new lease. */
  resume(session: string): Promise<boolean> {
    this.session = session;
    this.options.onFreeze(undefined);
    return this.retry();
  }

  /** Takes back the batches that the server does not take, and goes on; they are in the file of the journal until then. */
  discardRefused(): Promise<boolean> {
    const ids = new Set(this.refusal?.batches ?? []);
    if (ids.size > 0) {
      this.settle(this.outbox.discard(ids), ids);
    }
    return this.retry();
  }

  /** Decides a conflict: for this editor's value by `commit`, or without it for the one in force. */
  decide(id: string, commit?: (label: string, operations: readonly Operation[]) => ChangeSet | Refusal): void {
    const conflict = this.undecided.take(id);
    const result = conflict && conflict.mine.length > 0 ? commit?.(conflict.label, conflict.mine) : undefined;
    if (conflict && result && isRefusal(result)) {
      this.undecided.add([conflict]);
    }
    this.tell();
  }

  /** Calls a listener when the state or the conflicts changed until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private follow({ source, batch, inverse, gesture }: ChangeSet): void {
    if (source === 'remote' || this.isHeld) {
      return;
    }
    const more = gesture === undefined ? {} : { gesture };
    this.outbox.add({ batch, inverse, ...more });
    this.options.journal.append({ batch, revision: this.outbox.revision, ...more });
    if (!this.inFlight) {
      this.timer.changed();
    }
    this.tell();
  }

  private send(): Promise<void> {
    const isIdle = this.outbox.pending.length === 0 && !this.timer.isRetrying;
    return this.refusal || isIdle ? Promise.resolve() : this.exchangeOnce();
  }

  private exchangeOnce(): Promise<void> {
    this.inFlight ??= this.exchange().finally(() => {
      this.inFlight = undefined;
      if (this.outbox.pending.length > 0 && !this.refusal) {
        this.timer.changed();
      }
      this.tell();
    });
    this.tell();
    return this.inFlight;
  }

  private async exchange(): Promise<void> {
    this.timer.started();
    await this.options.journal.settled();
    const reply = await this.ask(firstOf(this.outbox.pending.map(({ batch }) => batch)));
    if (reply) {
      this.timer.succeeded();
      this.handle(reply);
    } else {
      this.timer.failed();
    }
  }

  private async ask(batches: readonly Batch[]): Promise<SyncReply | undefined> {
    const { taskId, transport } = this.options;
    this.outbox.trying(batches);
    try {
      return await transport.send({ taskId, session: this.session, revision: this.outbox.revision, batches });
    } catch {
      return undefined;
    }
  }

  private handle(reply: SyncReply): void {
    switch (reply.kind) {
      case 'accepted':
        this.savedAt = this.timers.now();
        this.settle(this.outbox.accept(reply), new Set(reply.applied));
        break;
      case 'refused':
        this.refuse(
          reply.problems.map(({ message }) => message).join(' '),
          false,
          reply.problems.flatMap(({ batch }) => batch ?? []),
        );
        break;
      case 'lease-lost':
        this.leaseLost(reply.reason);
        break;
    }
  }

  private refuse(reason: string, isLeaseLost: boolean, batches: readonly string[]): void {
    this.refusal = { kind: 'refused', count: 0, reason, isLeaseLost, batches };
  }

  private settle({ conflicts, isRebased }: Receipt, gone: ReadonlySet<string>): void {
    this.undecided.add(conflicts);
    if (isRebased) {
      this.write();
    } else {
      this.options.journal.acknowledge(gone);
    }
  }

  private write(): void {
    const { revision, pending } = this.outbox;
    this.options.journal.replace(
      pending.map(({ batch, gesture }) => ({ batch, revision, ...(gesture === undefined ? {} : { gesture }) })),
    );
  }

  private tell(): void {
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}

function firstOf(batches: readonly Batch[]): readonly Batch[] {
  let size = 0;
  const end = batches.slice(0, most).findIndex((batch) => {
    size += JSON.stringify(batch).length;
    return size > largest;
  });
  return batches.slice(0, end < 0 ? most : Math.max(1, end));
}
