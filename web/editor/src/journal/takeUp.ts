import { isRefusal } from '../model/changes';
import type { DocumentStore } from '../model/DocumentStore';
import type { Operation } from '../model/operations';
import { withPlace } from '../model/rebase/applyTolerant';
import type { Pending } from '../model/rebase/rebase';
import type { JournalEntry } from './journalDatabase';

/**
 * Applies what an earlier visit left in the journal. Where it does not fit as a whole any more, since the server got it
 * before the crash or others changed what it is about, what fits is applied, and the server judges the rest.
 */
export function takeUp(store: DocumentStore, entries: readonly JournalEntry[]): Pending[] {
  return entries.map(({ batch, gesture }) => {
    const options = gesture === undefined ? {} : { gesture };
    const change = store.apply(batch, options);
    const inverse = isRefusal(change) ? takeUpParts(store, { batch, ...options }) : change.inverse;
    return { batch, inverse, ...options };
  });
}

function takeUpParts(store: DocumentStore, { batch, ...options }: Omit<Pending, 'inverse'>): (Operation | undefined)[] {
  return batch.operations
    .map((operation) => {
      const change = store.apply({ ...batch, operations: [withPlace(store, operation)] }, options);
      return isRefusal(change) ? undefined : change.inverse[0];
    })
    .reverse();
}
