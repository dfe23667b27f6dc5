import type { MemberKey, MemberList } from './answer';
import type { Batch, Operation, Origin } from './operations';

/** What became of the members of one list; a key is in one of the first three at most. */
export interface ListChange {
  readonly added: readonly MemberKey[];
  readonly changed: readonly MemberKey[];
  readonly removed: readonly MemberKey[];
  /** Members that were there before and got another place. */
  readonly moved: readonly MemberKey[];
  /** Whether all members of the list got new order numbers (their order is as it was). */
  readonly renumbered: boolean;
}

/** A tile of the brush mask of a page. */
export interface TileAddress {
  readonly page?: number;
  readonly x: number;
  readonly y: number;
}

/** What a batch did to the document: never the document itself. */
export interface ChangeSet extends Readonly<Record<MemberList, ListChange>> {
  readonly origin: Origin;
  /** Whether somebody did it in this editor, or it came from the server. */
  readonly source: 'local' | 'remote';
  /** Changes that follow each other with the same gesture are one step of undo. */
  readonly gesture?: string;
  readonly batch: Batch;
  /** What takes the batch back, in order. */
  readonly inverse: readonly Operation[];
  readonly tiles: readonly TileAddress[];
}

/** Why a batch was refused. */
export type RefusalCode =
  | 'missing'
  | 'duplicate'
  | 'malformed'
  | 'read-only'
  | 'locked'
  | 'unknown-class'
  | 'class-disabled'
  | 'wrong-kind'
  | 'too-many'
  | 'wrong-ends';

/** A batch that was not applied; nothing of it was. */
export interface Refusal {
  readonly refused: RefusalCode;
  /** A sentence for people. */
  readonly reason: string;
  /** The member it is about. */
  readonly key?: MemberKey;
}

/** Whether a batch was refused. */
export function isRefusal(result: object): result is Refusal {
  return 'refused' in result;
}
