import type { Json } from '../model/answer';
import type { Batch, Operation } from '../model/operations';

/** Batches for the server. Sending them twice does what sending them once does: the server knows them by their ids. */
export interface SyncRequest {
  readonly taskId: string;
  /** Whose lease it is. */
  readonly session: string;
  /** The revision that the batches were made upon. */
  readonly revision: number;
  readonly batches: readonly Batch[];
}

/** An operation that the server did not carry out, since others changed what it is about. */
export interface LostOperation {
  /** Id of the batch. */
  readonly batch: string;
  /** Index of the operation in it. */
  readonly operation: number;
  readonly reason: string;
  /** The value or member in force. */
  readonly theirs?: Json;
}

/** What others did, or what followed from what was done here, as operations. */
export interface OthersBatch {
  readonly id?: string;
  /** The revision it is part of. */
  readonly revision?: number;
  readonly operations: readonly Operation[];
}

/** The server's answer to batches. */
export type SyncReply =
  | {
      readonly kind: 'accepted';
      /** The revision that has the batches. */
      readonly revision: number;
      /** Ids of the batches that are stored. */
      readonly applied: readonly string[];
      /** The revisions that they are part of, where that is not the reply's: of those that were sent before. */
      readonly appliedAt?: Readonly<Record<string, number>>;
      readonly conflicts: readonly LostOperation[];
      /** What others did after the request's revision, in order. */
      readonly since: readonly OthersBatch[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly { readonly batch?: string; readonly message: string }[] }
  | { readonly kind: 'lease-lost'; readonly reason: string };

/** The way to the server. */
export interface Transport {
  /** Rejects when the server could not be reached or could not answer; then it is tried again. */
  send(request: SyncRequest): Promise<SyncReply>;
}
