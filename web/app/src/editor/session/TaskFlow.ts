/** The way through the tasks: a queue, or the list from which the task was opened. */
export interface TaskFlow {
  /** "12 of 340"; null where nobody knows. */
  readonly position: string | null;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  readonly isQueue: boolean;
  /** Tasks that are likely to be opened next. */
  readonly upcoming: readonly string[];
  next(): void;
  previous(): void;
  /** The task was sent on or passed over. */
  done(): void;
}
