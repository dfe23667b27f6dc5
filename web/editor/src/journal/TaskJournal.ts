import { type JournalDatabase, type JournalEntry, type JournalRow, type RowKey, rangeOf } from './journalDatabase';

/** Whether the journal keeps what is done. */
export type JournalState =
  | { readonly kind: 'kept' }
  /** What is done now would not survive a crash of the browser. */
  | { readonly kind: 'failing'; readonly reason: string };

/**
 * The batches of one task that the server has not acknowledged, kept in the browser so that a crash loses none. When
 * writing fails, for want of space as a rule, the whole is written anew with the next change.
 */
export class TaskJournal {
  private readonly open: () => Promise<JournalDatabase>;
  private readonly taskId: string;
  private database: Promise<JournalDatabase> | undefined;
  private rows: JournalRow[] = [];
  private queue: Promise<void> = Promise.resolve();
  private current: JournalState = { kind: 'kept' };
  private readonly listeners = new Set<() => void>();

  /** `open` opens the journal of this browser, anew when a connection broke. */
  constructor(open: () => Promise<JournalDatabase>, taskId: string) {
    this.open = open;
    this.taskId = taskId;
  }

  get state(): JournalState {
    return this.current;
  }

  get entries(): readonly JournalEntry[] {
    return this.rows.map(({ entry }) => entry);
  }

  /** Reads what an earlier visit left. */
  async read(): Promise<readonly JournalEntry[]> {
    try {
      this.rows = await (await this.connect()).getAll('entries', rangeOf(this.taskId));
    } catch (error) {
      this.fail(error);
    }
    return this.entries;
  }

  append(entry: JournalEntry): void {
    const row = this.rowOf(entry, (this.rows.at(-1)?.sequence ?? 0) + 1);
    this.rows.push(row);
    this.write({ put: [row] });
  }

  /** The server has these batches. */
  acknowledge(ids: ReadonlySet<string>): void {
    const gone = this.rows.filter(({ batchId }) => ids.has(batchId));
    this.rows = this.rows.filter(({ batchId }) => !ids.has(batchId));
    this.write({ removed: gone.map(keyOf) });
  }

  /** These are the batches now. */
  replace(entries: readonly JournalEntry[]): void {
    this.rows = entries.map((entry, at) => this.rowOf(entry, at + 1));
    this.write('whole');
  }

  /** Resolves when everything so far was written, or could not be. */
  settled(): Promise<void> {
    return this.queue;
  }

  /** Lets go of the browser's journal, once everything is written; used again, it opens it anew. */
  async close(): Promise<void> {
    await this.settled();
    const { database } = this;
    this.database = undefined;
    (await database?.catch(() => undefined))?.close();
  }

  /** The journal as a file for people to keep. */
  toJson(now: number): string {
    return JSON.stringify(
      { taskId: this.taskId, writtenAt: new Date(now).toISOString(), entries: this.entries },
      null,
      1,
    );
  }

  /** Calls a listener when the state changed until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private rowOf(entry: JournalEntry, sequence: number): JournalRow {
    return { taskId: this.taskId, sequence, batchId: entry.batch.id, entry };
  }

  private write(change: 'whole' | { put?: readonly JournalRow[]; removed?: readonly RowKey[] }): void {
    this.queue = this.queue.then(async () => {
      try {
        const isWhole = change === 'whole' || this.current.kind === 'failing';
        await this.commit(isWhole ? { put: this.rows, clear: true } : change);
        this.turn({ kind: 'kept' });
      } catch (error) {
        this.fail(error);
      }
    });
  }

  private async commit(change: {
    put?: readonly JournalRow[];
    removed?: readonly RowKey[];
    clear?: boolean;
  }): Promise<void> {
    const database = await this.connect();
    // Strict: on the disk before it is called done, for the sake of a power cut.
    const transaction = database.transaction('entries', 'readwrite', { durability: 'strict' });
    const { store } = transaction;
    const requests: Promise<unknown>[] = change.clear ? [store.delete(rangeOf(this.taskId))] : [];
    requests.push(...(change.removed ?? []).map((key) => store.delete(key)));
    requests.push(...(change.put ?? []).map((row) => store.put(row)));
    await Promise.all([...requests, transaction.done]);
  }

  private connect(): Promise<JournalDatabase> {
    this.database ??= this.open();
    return this.database;
  }

  private fail(error: unknown): void {
    this.database = undefined;
    this.turn({ kind: 'failing', reason: reasonOf(error) });
  }

  private turn(state: JournalState): void {
    const isNew = state.kind !== this.current.kind;
    this.current = state;
    if (isNew) {
      for (const listener of [...this.listeners]) {
        listener();
      }
    }
  }
}

function keyOf({ taskId, sequence, batchId }: JournalRow): RowKey {
  return [taskId, sequence, batchId];
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'This browser has no space left for what you do.';
  }
  return 'This browser does not keep what you do.';
}
