import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Batch } from '../model/operations';

/** A batch that the server has not acknowledged. */
export interface JournalEntry {
  readonly batch: Batch;
  readonly gesture?: string;
  /** The server's revision that the batch was made upon. */
  readonly revision: number;
}

/** A row of the journal. */
export interface JournalRow {
  readonly taskId: string;
  readonly sequence: number;
  readonly batchId: string;
  readonly entry: JournalEntry;
}

/** Key of a row. */
export type RowKey = [taskId: string, sequence: number, batchId: string];

interface JournalSchema extends DBSchema {
  entries: { key: RowKey; value: JournalRow };
}

export type JournalDatabase = IDBPDatabase<JournalSchema>;

/** Opens the journal of this browser. */
export function openJournal(name = 'limn-journal'): Promise<JournalDatabase> {
  return openDB<JournalSchema>(name, 1, {
    upgrade: (database) => {
      database.createObjectStore('entries', { keyPath: ['taskId', 'sequence', 'batchId'] });
    },
  });
}

/** All rows of a task. */
export function rangeOf(taskId: string): IDBKeyRange {
  return IDBKeyRange.bound([taskId], [taskId, []]);
}

/** The tasks with batches that the server has not acknowledged, and how many. */
export async function unsentTasks(database: JournalDatabase): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const [taskId] of await database.getAllKeys('entries')) {
    counts.set(taskId, (counts.get(taskId) ?? 0) + 1);
  }
  return counts;
}
