/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A place in the picture: pixels of the file, from the top left corner of its top left pixel. */
export type Point = readonly [x: number, y: number];

/** The three lists of an answer. */
export type MemberList = 'objects' | 'classifications' | 'relations';

/** An object, a classification or a relation as the API carries it; members are never changed in place. */
export interface Member {
  readonly objectId: string;
  readonly schemaId: string;
  /** Page or frame, from 0; absent where the asset has only one. */
  readonly page?: number;
  readonly [field: string]: Json | undefined;
}

/** Names a member in its list: its object id, and its page where it has one. */
export type MemberKey = string;

/** The key of a member. */
export function keyOf(member: Pick<Member, 'objectId' | 'page'>): MemberKey {
  return member.page === undefined ? member.objectId : `${member.objectId}@${member.page}`;
}
