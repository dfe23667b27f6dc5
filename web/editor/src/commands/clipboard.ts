import { type Json, keyOf, type Member, type MemberKey } from '../model/answer';
import type { DocumentStore } from '../model/DocumentStore';
import { newObjectId } from '../model/ids';
import type { AddOperation } from '../model/operations';
import { endsOf } from '../model/ReferenceIndex';

/** Objects and the relations among them, as they lie in the clipboard. */
export interface Copied {
  readonly objects: readonly Member[];
  readonly relations: readonly Member[];
}

const mark = 'limn-objects-1';

/** Objects, with their answers, and the relations that are among them alone. */
export function copied(store: DocumentStore, keys: readonly MemberKey[]): Copied {
  const objects = keys.flatMap((key) => store.get('objects', key) ?? []);
  const ids = new Set(objects.map(({ objectId }) => objectId));
  const touching = [...ids].flatMap((objectId) => [...store.references.relationsOf(objectId)]);
  const relations = [...new Set(touching)].flatMap((key) => store.get('relations', key) ?? []);
  return { objects, relations: relations.filter((relation) => endsOf(relation).every((end) => ids.has(end))) };
}

/** What other programs get to see. */
export function clipboardText(content: Copied): string {
  return JSON.stringify({ format: mark, ...content });
}

/** Reads the clipboard; undefined if it holds something else. */
export function readClipboard(text: string): Copied | undefined {
  try {
    const { format, objects, relations } = JSON.parse(text);
    const isOurs = format === mark && Array.isArray(objects) && Array.isArray(relations);
    return isOurs && [...objects, ...relations].every(isMember) ? { objects, relations } : undefined;
  } catch {
    return undefined;
  }
}

/** Operations that put copies into the document, under new ids; on a page if there is one. */
export function pasting(content: Copied, page: number | undefined): { operations: AddOperation[]; keys: MemberKey[] } {
  const ids = new Map([...content.objects, ...content.relations].map(({ objectId }) => [objectId, newObjectId()]));
  const objects = content.objects.map((member) => placed(withNewIds(member, ids), page));
  const relations = content.relations.map((member) => placed(withNewIds(member, ids), page));
  return {
    operations: [
      ...objects.map((member): AddOperation => ({ kind: 'add', list: 'objects', member })),
      ...relations.map((member): AddOperation => ({ kind: 'add', list: 'relations', member })),
    ],
    keys: objects.map(keyOf),
  };
}

function withNewIds(member: Member, ids: ReadonlyMap<string, string>): Member {
  const { metadata: _, lock: __, verdict: ___, ...others } = member;
  const { from, to, group, classifications } = member;
  return {
    ...(others as Member),
    objectId: newIdOf(member.objectId, ids),
    ...(typeof from === 'string' ? { from: newIdOf(from, ids) } : {}),
    ...(typeof to === 'string' ? { to: newIdOf(to, ids) } : {}),
    ...(Array.isArray(group) ? { group: group.map((end) => newIdOf(String(end), ids)) } : {}),
    ...(Array.isArray(classifications) ? { classifications: classifications.map(withNewId) } : {}),
  };
}

/** Nested answers are answers of their own. */
function withNewId(answer: Json): Json {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    return answer;
  }
  const { metadata: _, ...fields } = answer as { readonly [key: string]: Json };
  const nested = fields.classifications;
  return {
    ...fields,
    objectId: newObjectId(),
    ...(Array.isArray(nested) ? { classifications: nested.map(withNewId) } : {}),
  };
}

function newIdOf(objectId: string, ids: ReadonlyMap<string, string>): string {
  return ids.get(objectId) ?? objectId;
}

function placed({ page: _, ...member }: Member, page: number | undefined): Member {
  return (page === undefined ? member : { ...member, page }) as Member;
}

function isMember(value: unknown): boolean {
  const { objectId, schemaId } = (value ?? {}) as Partial<Member>;
  return typeof objectId === 'string' && typeof schemaId === 'string';
}
