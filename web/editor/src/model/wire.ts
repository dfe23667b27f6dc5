import { type Json, keyOf, type Member, type MemberList } from './answer';
import type { DocumentStore } from './DocumentStore';
import { newObjectId } from './ids';

/** The members of an answer, each in its list. */
export type AnswerLists = Readonly<Record<MemberList, readonly Member[]>>;

/** An answer as it was read, and what had to be put right in it. */
export interface LoadedAnswer extends AnswerLists {
  /** Sentences for people; empty for every answer that the server wrote. */
  readonly notes: readonly string[];
}

type Fields = { readonly [key: string]: Json | undefined };

/** Reads an answer of the API, under whichever of its two names the objects come. */
export function readAnswer(wire: Json): LoadedAnswer {
  const { objects, tools, classifications, relations } = asFields(wire);
  const notes: string[] = [];
  return {
    objects: readMembers([...asList(objects), ...asList(tools)], notes),
    classifications: readMembers(asList(classifications), notes),
    relations: readMembers(asList(relations), notes),
    notes,
  };
}

/** An answer with the members of a store in the places and under the names that another answer has them. */
export function writeAnswer(store: Pick<DocumentStore, 'members'>, wire: Json): Json {
  const { tools, objects, ...others } = asFields(wire);
  const name = tools === undefined && objects !== undefined ? 'objects' : 'tools';
  const places = Object.keys(asFields(wire)).filter((key) => key === name || key in others);
  return {
    ...Object.fromEntries(places.map((key) => [key, others[key] ?? null])),
    [name]: store.members('objects') as readonly Json[],
    classifications: store.members('classifications') as readonly Json[],
    relations: store.members('relations') as readonly Json[],
  };
}

/** JSON as the server writes it: with escapes for what some programs take for the end of a line. */
export function answerText(wire: Json): string {
  return JSON.stringify(wire).replace(/[\u0085\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function readMembers(wire: readonly Json[], notes: string[]): Member[] {
  const keys = new Set<string>();
  return wire.flatMap((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      notes.push('Something that is no member of an answer was left out.');
      return [];
    }
    const member = identified(value as Fields, keys, notes);
    keys.add(keyOf(member));
    return member;
  });
}

function identified(fields: Fields, keys: ReadonlySet<string>, notes: string[]): Member {
  const { objectId } = fields;
  const schemaId = typeof fields.schemaId === 'string' ? fields.schemaId : '';
  if (typeof objectId === 'string') {
    const member = { ...fields, objectId, schemaId } as Member;
    if (!keys.has(keyOf(member))) {
      return member;
    }
  }
  notes.push('A member without an id of its own got a new one.');
  return { ...fields, objectId: newObjectId(), schemaId } as Member;
}

function asFields(value: Json): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
