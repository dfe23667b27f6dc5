import type { Member, MemberList } from '../answer';
import type { Refusal } from '../changes';
import type { Batch, Operation } from '../operations';
import type { SchemaClass } from '../schema/schemaTypes';
import type { GuardContext } from './guard';

/** A member that a batch brings to a class. */
interface Arrival {
  readonly list: MemberList;
  readonly member: Member;
}

/** New members have a class that takes them; members without a class are possible among objects only. */
export function checkClasses(batch: Batch, context: GuardContext): Refusal | undefined {
  const arrivals = batch.operations.flatMap((operation) => arrivalOf(operation, context) ?? []);
  for (const arrival of arrivals) {
    const refusal = checkArrival(arrival, context);
    if (refusal) {
      return refusal;
    }
  }
  return checkCounts(arrivals, batch, context);
}

function arrivalOf(operation: Operation, { store }: GuardContext): Arrival | undefined {
  if (operation.kind === 'add') {
    return { list: operation.list, member: operation.member };
  }
  if (operation.kind === 'set' && operation.field === 'schemaId' && typeof operation.value === 'string') {
    const member = store.get(operation.list, operation.key);
    return member && { list: operation.list, member: { ...member, schemaId: operation.value } };
  }
  return undefined;
}

function checkArrival({ list, member }: Arrival, { schema }: GuardContext): Refusal | undefined {
  const key = member.objectId;
  if (list === 'objects' && member.schemaId === '') {
    return undefined;
  }
  const schemaClass = schema.classOf(list, member);
  if (!schemaClass) {
    return { refused: 'unknown-class', reason: 'The project has no such class any more.', key };
  }
  if (schemaClass.disabled) {
    return { refused: 'class-disabled', reason: `"${schemaClass.title}" takes no new members.`, key };
  }
  return isOfKind(list, member, schemaClass)
    ? undefined
    : { refused: 'wrong-kind', reason: `"${schemaClass.title}" is a class of another kind.`, key };
}

function isOfKind(list: MemberList, member: Member, { tool }: SchemaClass): boolean {
  switch (list) {
    case 'objects':
      return member[tool] !== undefined;
    case 'relations':
      return (tool === 'group') === Array.isArray(member.group);
    case 'classifications':
      return true;
  }
}

function checkCounts(arrivals: readonly Arrival[], batch: Batch, { store, schema }: GuardContext): Refusal | undefined {
  for (const [schemaId, ids] of idsByClass(arrivals)) {
    const { title = '', maxCount } = schema.find(schemaId)?.schemaClass ?? {};
    if (maxCount === undefined) {
      continue;
    }
    const leaving = new Set(
      batch.operations.flatMap((operation) => (operation.kind === 'remove' ? operation.key : [])),
    );
    const list = arrivals.find((arrival) => arrival.member.schemaId === schemaId)?.list ?? 'objects';
    for (const key of store.references.membersOfClass(schemaId)) {
      ids.add(leaving.has(key) ? '' : (store.get(list, key)?.objectId ?? ''));
    }
    ids.delete('');
    if (ids.size > maxCount) {
      return { refused: 'too-many', reason: `There can be only ${maxCount} "${title}".` };
    }
  }
  return undefined;
}

function idsByClass(arrivals: readonly Arrival[]): Map<string, Set<string>> {
  const classes = new Map<string, Set<string>>();
  for (const { member } of arrivals) {
    classes.set(member.schemaId, (classes.get(member.schemaId) ?? new Set<string>()).add(member.objectId));
  }
  return classes;
}
