import type { Member } from '../answer';
import type { Refusal } from '../changes';
import type { Batch, Operation } from '../operations';
import { endsOf } from '../ReferenceIndex';
import type { SchemaClass } from '../schema/schemaTypes';
import type { GuardContext } from './guard';

/** A relation and those of its ends that a batch joins. */
interface Joining {
  readonly relation: Member;
  readonly ends: readonly string[];
}

/** A class of relations may say which classes it joins; what is joined anew keeps to it. */
export function checkRelations(batch: Batch, context: GuardContext): Refusal | undefined {
  for (const operation of batch.operations) {
    const joining = joiningOf(operation, context);
    const refusal = joining && checkEnds(joining, batch, context);
    if (refusal) {
      return refusal;
    }
  }
  return undefined;
}

function joiningOf(operation: Operation, { store }: GuardContext): Joining | undefined {
  if (operation.kind === 'add' && operation.list === 'relations') {
    return { relation: operation.member, ends: endsOf(operation.member) };
  }
  if (operation.kind !== 'set' || operation.list !== 'relations') {
    return undefined;
  }
  const { key, field, value } = operation;
  const before = store.get('relations', key);
  if (!before || !['from', 'to', 'group', 'schemaId'].includes(field)) {
    return undefined;
  }
  const relation = { ...before, [field]: value };
  const stays = field === 'group' ? endsOf(before) : [];
  const ends = field === 'from' || field === 'to' ? [String(value)] : endsOf(relation);
  return { relation, ends: ends.filter((id) => !stays.includes(id)) };
}

function checkEnds({ relation, ends }: Joining, batch: Batch, context: GuardContext): Refusal | undefined {
  const relationClass = context.schema.classOf('relations', relation);
  const wrong = ends.find((id) => {
    const allowed = relationClass && allowedAt(relationClass, relation, id);
    const schemaId = classOfMember(id, batch, context);
    return allowed !== undefined && schemaId !== undefined && !allowed.includes(schemaId);
  });
  return wrong === undefined
    ? undefined
    : {
        refused: 'wrong-ends',
        reason: `"${relationClass?.title}" does not join objects of this class so.`,
        key: wrong,
      };
}

function allowedAt(
  { sources, targets, members }: SchemaClass,
  relation: Member,
  id: string,
): readonly string[] | undefined {
  if (Array.isArray(relation.group)) {
    return members;
  }
  return relation.from === id ? sources : targets;
}

/** Undefined for an end that is not there, which is another guard's matter. */
function classOfMember(objectId: string, batch: Batch, { store }: GuardContext): string | undefined {
  for (const operation of batch.operations) {
    if (operation.kind === 'add' && operation.member.objectId === objectId) {
      return operation.member.schemaId;
    }
  }
  const [key] = store.references.keysOf(objectId);
  const member = key === undefined ? undefined : (store.get('objects', key) ?? store.get('relations', key));
  return member?.schemaId;
}
