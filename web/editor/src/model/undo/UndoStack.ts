import type { MemberKey } from '../answer';
import { type ChangeSet, isRefusal, type Refusal } from '../changes';
import type { DocumentStore } from '../DocumentStore';
import type { Operation } from '../operations';
import type { Selection } from '../Selection';
import { isVerdictOnly } from '../verdict';
import { type Reversible, takeBack } from './takeBack';

/** One gesture that can be taken back. */
export interface UndoStep {
  readonly label: string;
  readonly at: number;
  /** The objects it was about. */
  readonly keys: readonly MemberKey[];
}

interface Step extends UndoStep {
  at: number;
  gesture: string | undefined;
  changes: Reversible[];
  /** What was selected before it. */
  readonly selected: ReadonlySet<MemberKey>;
  bytes: number;
}

/** What undo or redo did. */
export interface UndoResult {
  readonly label: string;
  /** How many parts were left out, because others changed or removed what they were about. */
  readonly skipped: number;
}

/** What the stack needs to do its work. */
export interface UndoContext {
  readonly store: DocumentStore;
  readonly selection: Selection;
  readonly commit: (label: string, operations: readonly Operation[], origin: 'undo' | 'redo') => ChangeSet | Refusal;
  /** Bytes that steps may take; older ones go first. Default 64 MiB. */
  readonly budget?: number;
  /** Steps that are kept whatever they take. Default 500. */
  readonly kept?: number;
}

// A pause this long, in milliseconds, ends a gesture.
const pause = 1_000;

/** The steps that can be taken back, and those that can be done again. */
export class UndoStack {
  private readonly context: UndoContext;
  private readonly done: Step[] = [];
  private undone: Step[] = [];
  private bytes = 0;
  private floor = 0;

  constructor(context: UndoContext) {
    this.context = context;
  }

  /** The steps, oldest first. */
  get steps(): readonly UndoStep[] {
    return this.done;
  }

  /** The steps that were taken back, the next to be done again last. */
  get undoneSteps(): readonly UndoStep[] {
    return this.undone;
  }

  /** Whether a step changed more than verdicts. */
  get hasChanges(): boolean {
    return this.done.some(({ changes }) => changes.some(({ operations }) => !isVerdictOnly(operations)));
  }

  /** Takes the last step back; undefined if there is none. */
  undo(): UndoResult | Refusal | undefined {
    return this.done.length > this.floor ? this.reverse(this.done, 'undo') : undefined;
  }

  /** What was done so far cannot be taken back until `openFence`. */
  fence(): void {
    this.floor = this.done.length;
    this.undone = [];
  }

  /** Everything can be taken back again; what was taken back since `fence` is forgotten. */
  openFence(): void {
    this.floor = 0;
    this.undone = [];
  }

  /** Does the step again that was taken back last; undefined if there is none. */
  redo(): UndoResult | Refusal | undefined {
    return this.reverse(this.undone, 'redo');
  }

  /** The next change is a step of its own, whatever gesture it belongs to. */
  endGesture(): void {
    const last = this.done.at(-1);
    if (last) {
      last.gesture = undefined;
    }
  }

  /** Forgets all steps. */
  clear(): void {
    this.done.length = 0;
    this.undone = [];
    this.bytes = 0;
  }

  /** Takes note of a change of this editor; called before the selection follows it. */
  record(change: ChangeSet): void {
    if (change.source === 'remote') {
      return;
    }
    if (change.origin === 'undo') {
      this.drop(this.done.pop());
      this.undone.push(this.stepOf(change));
      return;
    }
    if (change.origin === 'redo') {
      this.drop(this.undone.pop());
    } else {
      this.undone = [];
    }
    this.push(change);
  }

  private reverse(steps: Step[], origin: 'undo' | 'redo'): UndoResult | Refusal | undefined {
    const step = steps.at(-1);
    if (!step) {
      return undefined;
    }
    const { operations, skipped } = takeBack(this.context.store, step.changes);
    if (operations.length === 0) {
      this.drop(steps.pop());
      return { label: step.label, skipped };
    }
    const change = this.context.commit(step.label, operations, origin);
    if (isRefusal(change)) {
      return change;
    }
    const { store, selection } = this.context;
    selection.set([...step.selected].filter((key) => store.get('objects', key) ?? store.get('relations', key)));
    return { label: step.label, skipped };
  }

  private push(change: ChangeSet): void {
    const step = this.stepOf(change);
    const last = this.done.at(-1);
    if (last && isSameGesture(last, step)) {
      last.changes.push(...step.changes);
      last.at = step.at;
      last.bytes += step.bytes;
    } else {
      this.done.push(step);
    }
    this.bytes += step.bytes;
    const { budget = 64 * 2 ** 20, kept = 500 } = this.context;
    while (this.bytes > budget && this.done.length > kept) {
      this.drop(this.done.shift());
    }
  }

  private drop(step: Step | undefined): void {
    this.bytes -= step?.bytes ?? 0;
  }

  private stepOf({ batch, inverse, gesture, objects }: ChangeSet): Step {
    return {
      label: batch.label,
      at: batch.at,
      keys: [...objects.added, ...objects.changed, ...objects.moved, ...objects.removed],
      gesture,
      changes: [{ operations: batch.operations, inverse }],
      selected: this.context.selection.keys,
      bytes: 2 * (JSON.stringify(batch.operations).length + JSON.stringify(inverse).length),
    };
  }
}

function isSameGesture(last: Step, next: Step): boolean {
  return next.gesture !== undefined && last.gesture === next.gesture && next.at - last.at <= pause;
}
