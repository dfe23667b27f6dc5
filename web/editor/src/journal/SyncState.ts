/** What the badge says about saving. */
export type SyncState =
  /** The server has everything; `at` is when it got the last of it, absent when there was nothing yet. */
  | { readonly kind: 'saved'; readonly at?: number }
  | { readonly kind: 'pending'; readonly count: number }
  | { readonly kind: 'saving'; readonly count: number }
  | { readonly kind: 'offline'; readonly count: number; readonly retryAt: number }
  | {
      readonly kind: 'refused';
      readonly count: number;
      readonly reason: string;
      /** Whether somebody else works on the task now. */
      readonly isLeaseLost: boolean;
      /** The batches that the server does not take, if it said which. */
      readonly batches: readonly string[];
    };
