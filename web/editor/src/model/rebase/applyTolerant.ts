import type { MemberKey, MemberList } from '../answer';
import { isRefusal } from '../changes';
import type { DocumentStore } from '../DocumentStore';
import type { Batch, Operation } from '../operations';

/** Operations that were applied, and what takes them back, in order. */
export class Applied {
  readonly operations: Operation[] = [];
  readonly inverse: Operation[] = [];
  private readonly store: DocumentStore;
  private readonly batch: Batch;

  constructor(store: DocumentStore, batch: Batch) {
    this.store = store;
    this.batch = batch;
  }

  /** Applies one operation if it fits the document. */
  apply(operation: Operation): void {
    const placed = withPlace(this.store, operation);
    const change = this.store.apply({ ...this.batch, operations: [placed] });
    if (!isRefusal(change)) {
      this.operations.push(placed);
      this.inverse.unshift(...change.inverse);
    }
  }
}

/** Applies what of a batch fits the document. */
export function applyTolerant(store: DocumentStore, batch: Batch): Applied {
  const applied = new Applied(store, batch);
  for (const operation of batch.operations) {
    applied.apply(operation);
  }
  return applied;
}

/** Where the member to stand before is gone, the end is the place. */
export function withPlace(store: DocumentStore, operation: Operation): Operation {
  if ((operation.kind !== 'add' && operation.kind !== 'move') || isThere(store, operation.list, operation.before)) {
    return operation;
  }
  const { before: _, ...others } = operation;
  return others;
}

function isThere(store: DocumentStore, list: MemberList, before: MemberKey | undefined): boolean {
  return before === undefined || store.get(list, before) !== undefined;
}
