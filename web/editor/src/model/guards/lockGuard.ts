import type { Json, Member } from '../answer';
import type { Refusal } from '../changes';
import { isEqual } from '../isEqual';
import type { Batch, Operation, SetOperation } from '../operations';
import type { GuardContext } from './guard';

// Marks for people, which say nothing about the object.
const free = new Set(['flagged', 'verdict']);

/** What is locked is neither changed nor removed, unless the document goes back to what it was. */
export function checkLocks(batch: Batch, context: GuardContext): Refusal | undefined {
  if (batch.origin === 'restore') {
    return undefined;
  }
  for (const operation of batch.operations) {
    const refusal = checkLock(operation, batch, context);
    if (refusal) {
      return refusal;
    }
  }
  return undefined;
}

function checkLock(operation: Operation, batch: Batch, { store, rights }: GuardContext): Refusal | undefined {
  if (operation.kind === 'paint' || operation.kind === 'add') {
    return undefined;
  }
  const { key } = operation;
  const member = store.get(operation.list, key);
  if (!member) {
    return undefined;
  }
  if (operation.kind === 'set' && operation.field === 'lock') {
    const mayTurn = rights.mayUnlock || operation.value === true || batch.origin === 'undo' || member.lock !== true;
    return mayTurn ? undefined : { refused: 'locked', reason: 'Only managers unlock this.', key };
  }
  if (member.lock === true && !(operation.kind === 'set' && free.has(operation.field))) {
    return { refused: 'locked', reason: 'It is locked.', key };
  }
  return operation.kind === 'set' && losesLockedAnswer(member, operation)
    ? { refused: 'locked', reason: 'The answer is locked.', key }
    : undefined;
}

function losesLockedAnswer(member: Member, { field, value }: SetOperation): boolean {
  if (field !== 'classifications') {
    return false;
  }
  const after = asList(value);
  return asList(member.classifications).some(
    (nested) => isLocked(nested) && !after.some((other) => isEqual(nested, other)),
  );
}

function isLocked(nested: Json): boolean {
  return typeof nested === 'object' && nested !== null && (nested as { lock?: Json }).lock === true;
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
