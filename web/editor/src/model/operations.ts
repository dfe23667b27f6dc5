import type { Json, Member, MemberKey, MemberList } from './answer';

/** Puts a member into a list; the order of a list is the order of drawing. */
export interface AddOperation {
  readonly kind: 'add';
  readonly list: MemberList;
  readonly member: Member;
  /** The member that comes next; absent at the end. */
  readonly before?: MemberKey;
}

/** Takes a member out of a list. */
export interface RemoveOperation {
  readonly kind: 'remove';
  readonly list: MemberList;
  readonly key: MemberKey;
}

/** Writes one field of a member. */
export interface SetOperation {
  readonly kind: 'set';
  readonly list: MemberList;
  readonly key: MemberKey;
  /** A field of the member itself, not of something within it; neither its id nor its page. */
  readonly field: string;
  /** Absent to take the field away. */
  readonly value?: Json;
  /** The field before which a new field is written, so that undoing restores a member to the byte; absent at the end. */
  readonly beforeField?: string;
}

/** Changes a member's place in its list. */
export interface MoveOperation {
  readonly kind: 'move';
  readonly list: MemberList;
  readonly key: MemberKey;
  /** The member that comes next; absent at the end. */
  readonly before?: MemberKey;
}

/** The whole new content of one tile of a brush mask. */
export interface PaintedTile {
  /** Column and row of the tile, from 0. */
  readonly x: number;
  readonly y: number;
  /** The labels as `encodeRuns` writes them. */
  readonly runs: string;
}

/** Paints tiles of the brush mask of a page. */
export interface PaintOperation {
  readonly kind: 'paint';
  readonly page?: number;
  /** Class of each label: label n is of class `palette[n - 1]`. */
  readonly palette: readonly string[];
  readonly tiles: readonly PaintedTile[];
}

/** The only things that can be done to a document. */
export type Operation = AddOperation | RemoveOperation | SetOperation | MoveOperation | PaintOperation;

/** An operation on one of the lists. */
export type MemberOperation = Exclude<Operation, PaintOperation>;

/** Where a change comes from. */
export type Origin = 'human' | 'plugin' | 'paste' | 'undo' | 'redo' | 'restore';

/** One gesture: applied whole or not at all, and undone in one step. */
export interface Batch {
  readonly id: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  /** What was done, for people. */
  readonly label: string;
  readonly origin: Origin;
  readonly operations: readonly Operation[];
}
