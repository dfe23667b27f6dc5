import type { Refusal } from '../changes';
import type { DocumentStore } from '../DocumentStore';
import type { Batch } from '../operations';
import type { SchemaIndex } from '../schema/SchemaIndex';
import { isVerdictOnly } from '../verdict';
import { checkClasses } from './classGuard';
import { checkLocks } from './lockGuard';
import { checkNumbers } from './numberGuard';
import { checkRelations } from './relationGuard';

/** What somebody may do to the document. */
export interface Rights {
  readonly mode: 'edit' | 'review' | 'readonly';
  /** Whether a reviewer may change what was labelled. */
  readonly mayEditInReview: boolean;
  readonly mayUnlock: boolean;
  /** Why nothing can be changed at the moment; absent if it can. */
  readonly frozen?: string;
}

/** What a batch is judged by. */
export interface GuardContext {
  readonly store: DocumentStore;
  readonly schema: SchemaIndex;
  readonly rights: Rights;
}

/** Why a batch must not be applied; undefined if it may be. */
export function guard(batch: Batch, context: GuardContext): Refusal | undefined {
  return (
    checkRights(context.rights, batch) ??
    checkNumbers(batch) ??
    checkLocks(batch, context) ??
    // What was there may come back, whatever the schema says today.
    (['undo', 'redo', 'restore'].includes(batch.origin)
      ? undefined
      : (checkClasses(batch, context) ?? checkRelations(batch, context)))
  );
}

/** Why nothing may be changed, or a batch not be applied; undefined if something may be. */
export function checkRights({ mode, mayEditInReview, frozen }: Rights, batch?: Batch): Refusal | undefined {
  if (frozen !== undefined) {
    return { refused: 'read-only', reason: frozen };
  }
  if (mode === 'readonly') {
    return { refused: 'read-only', reason: 'This task is open to be read only.' };
  }
  if (mode === 'review' && !mayEditInReview && !(batch && isVerdictOnly(batch.operations))) {
    return { refused: 'read-only', reason: 'In this stage reviewers judge, they do not change.' };
  }
  return undefined;
}
