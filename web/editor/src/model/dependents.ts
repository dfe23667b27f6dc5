import type { Member } from './answer';
import type { DocumentStore } from './DocumentStore';
import type { MemberOperation, Operation } from './operations';
import { endsOf } from './ReferenceIndex';

/**
 * The same operations, preceded by what must happen to relations when members go: a relation goes with its ends, a
 * group loses its members and goes with the last of them.
 */
export function withDependents(store: DocumentStore, operations: readonly Operation[]): readonly Operation[] {
  const gone = idsGone(store, operations);
  if (gone.size === 0) {
    return operations;
  }
  const removed = new Set(
    operations.flatMap((one) => (one.kind === 'remove' && one.list === 'relations' ? one.key : [])),
  );
  const touched = followRelations(store, gone, removed);
  return [...[...touched].flatMap((key) => dependent(store, key, gone, removed)), ...operations];
}

function idsGone(store: DocumentStore, operations: readonly Operation[]): Set<string> {
  const left = new Map<string, number>();
  for (const operation of operations) {
    const [objectId, difference] = differenceBy(store, operation);
    if (objectId !== undefined) {
      left.set(objectId, (left.get(objectId) ?? store.references.keysOf(objectId).size) + difference);
    }
  }
  return new Set([...left].filter(([, count]) => count === 0).map(([objectId]) => objectId));
}

function differenceBy(store: DocumentStore, operation: Operation): readonly [objectId: string | undefined, number] {
  if (operation.kind === 'add') {
    return [operation.member.objectId, 1];
  }
  if (operation.kind === 'remove' && operation.list !== 'classifications') {
    return [store.get(operation.list, operation.key)?.objectId, -1];
  }
  return [undefined, 0];
}

/** Relations that hold on to what goes; those that go with it are added to `gone`, whose set grows on the way. */
function followRelations(store: DocumentStore, gone: Set<string>, removed: ReadonlySet<string>): Set<string> {
  const touched = new Set<string>();
  for (const objectId of gone) {
    for (const key of store.references.relationsOf(objectId)) {
      const relation = store.get('relations', key);
      if (relation && !removed.has(key)) {
        touched.add(key);
        if (goes(relation, gone)) {
          gone.add(relation.objectId);
        }
      }
    }
  }
  return touched;
}

function dependent(
  store: DocumentStore,
  key: string,
  gone: ReadonlySet<string>,
  removed: ReadonlySet<string>,
): MemberOperation[] {
  const relation = store.get('relations', key);
  if (!relation || removed.has(key)) {
    return [];
  }
  if (goes(relation, gone)) {
    return [{ kind: 'remove', list: 'relations', key }];
  }
  const group = endsOf(relation).filter((end) => !gone.has(end));
  return [{ kind: 'set', list: 'relations', key, field: 'group', value: group }];
}

function goes(relation: Member, gone: ReadonlySet<string>): boolean {
  const ends = endsOf(relation);
  return Array.isArray(relation.group) ? ends.every((end) => gone.has(end)) : ends.some((end) => gone.has(end));
}
