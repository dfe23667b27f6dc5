import type { Json } from '../answer';
import type { Operation } from '../operations';

/** Something that was done here and lost against what others did; their value is in force. */
export interface Conflict {
  readonly id: string;
  /** What the gesture was called. */
  readonly label: string;
  /** `changed`, `missing`, `exists`, `answered` or another word of the server's. */
  readonly reason: string;
  readonly operation: Operation;
  /** The value or member in force, if the server told it. */
  readonly theirs?: Json;
  /** What brings this editor's value into force after all; empty if nothing can. */
  readonly mine: readonly Operation[];
}
