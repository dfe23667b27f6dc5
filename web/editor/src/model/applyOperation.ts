import { type Json, keyOf, type Member, type MemberList } from './answer';
import type { BrushMasks } from './brush/BrushMasks';
import type { ChangeTracker } from './ChangeTracker';
import type { Refusal } from './changes';
import type { OrderedMembers } from './OrderedMembers';
import type {
  AddOperation,
  MoveOperation,
  Operation,
  PaintOperation,
  RemoveOperation,
  SetOperation,
} from './operations';

/** What operations change. */
export interface DocumentState extends Readonly<Record<MemberList, OrderedMembers>> {
  readonly masks: BrushMasks;
}

/** Applies one operation; answers its inverse, or why it does not fit the document (which then is as it was). */
export function applyOperation(
  state: DocumentState,
  operation: Operation,
  tracker: ChangeTracker,
): Operation | Refusal {
  switch (operation.kind) {
    case 'add':
      return add(state[operation.list], operation, tracker);
    case 'remove':
      return remove(state[operation.list], operation, tracker);
    case 'set':
      return set(state[operation.list], operation, tracker);
    case 'move':
      return move(state[operation.list], operation, tracker);
    case 'paint':
      return paint(state.masks, operation, tracker);
  }
}

function add(
  members: OrderedMembers,
  { list, member, before }: AddOperation,
  tracker: ChangeTracker,
): Operation | Refusal {
  const key = keyOf(member);
  if (members.has(key)) {
    return { refused: 'duplicate', reason: 'It is there already.', key };
  }
  if (before !== undefined && !members.has(before)) {
    return missing(before);
  }
  tracker.touch(list, key, undefined);
  tracker.renumber(list, members.insert(member, before));
  return { kind: 'remove', list, key };
}

function remove(members: OrderedMembers, { list, key }: RemoveOperation, tracker: ChangeTracker): Operation | Refusal {
  const member = members.get(key);
  if (!member) {
    return missing(key);
  }
  const before = members.after(key);
  tracker.touch(list, key, member);
  members.remove(key);
  return { kind: 'add', list, member, ...(before === undefined ? {} : { before }) };
}

function set(members: OrderedMembers, operation: SetOperation, tracker: ChangeTracker): Operation | Refusal {
  const { list, key, field } = operation;
  const member = members.get(key);
  if (!member) {
    return missing(key);
  }
  if (field === 'objectId' || field === 'page') {
    return { refused: 'malformed', reason: 'The identity of a member does not change.', key };
  }
  tracker.touch(list, key, member);
  members.replace(key, withField(member, operation));
  return restoring(member, operation);
}

function move(
  members: OrderedMembers,
  { list, key, before }: MoveOperation,
  tracker: ChangeTracker,
): Operation | Refusal {
  const member = members.get(key);
  if (!member || (before !== undefined && !members.has(before))) {
    return missing(member && before !== undefined ? before : key);
  }
  const after = members.after(key);
  tracker.touch(list, key, member);
  tracker.move(list, key);
  tracker.renumber(list, members.move(key, before));
  return { kind: 'move', list, key, ...(after === undefined ? {} : { before: after }) };
}

function paint(masks: BrushMasks, operation: PaintOperation, tracker: ChangeTracker): Operation | Refusal {
  const inverse = masks.paint(operation);
  if (!inverse) {
    return { refused: 'malformed', reason: 'The painted tiles cannot be read.' };
  }
  tracker.paint(operation);
  return inverse;
}

/** A member with one field written or taken away. */
export function withField(member: Member, { field, value, beforeField }: SetOperation): Member {
  if (Object.hasOwn(member, field) && value !== undefined) {
    return { ...member, [field]: value };
  }
  const { [field]: _, ...others } = member;
  if (value === undefined) {
    return others as unknown as Member;
  }
  const fields: [string, Json | undefined][] = Object.entries(others);
  const place = beforeField === undefined ? -1 : fields.findIndex(([name]) => name === beforeField);
  fields.splice(place < 0 ? fields.length : place, 0, [field, value]);
  return Object.fromEntries(fields) as unknown as Member;
}

function restoring(member: Member, { list, key, field, value }: SetOperation): SetOperation {
  const old = member[field];
  if (old === undefined) {
    return { kind: 'set', list, key, field };
  }
  if (value !== undefined) {
    return { kind: 'set', list, key, field, value: old };
  }
  const names = Object.keys(member);
  const beforeField = names[names.indexOf(field) + 1];
  return { kind: 'set', list, key, field, value: old, ...(beforeField === undefined ? {} : { beforeField }) };
}

function missing(key: string): Refusal {
  return { refused: 'missing', reason: 'It is no longer there.', key };
}
