import type { Json } from './answer';
import { answerOperations, type FormPlace } from './answering/answerOperations';
import type { QuestionPath } from './answering/nested';
import { openMask, type StoredTile } from './brush/openMask';
import { type ChangeSet, isRefusal, type Refusal } from './changes';
import type { ApplyOptions, DocumentStore } from './DocumentStore';
import { withDependents } from './dependents';
import { checkRights, guard, type Rights } from './guards/guard';
import { newBatchId } from './ids';
import type { Batch, Operation, Origin } from './operations';
import { operationsTo } from './restore/operationsTo';
import { type Snapshot, snapshotOf, snapshotTiles } from './restore/snapshot';
import { Selection } from './Selection';
import { SchemaIndex } from './schema/SchemaIndex';
import type { CategorySchema } from './schema/schemaTypes';
import { type UndoResult, UndoStack } from './undo/UndoStack';
import { withVerdicts } from './verdict';
import { Visibility } from './view/Visibility';

/** What an editor of one task starts with. */
export interface EditorModelOptions {
  readonly store: DocumentStore;
  readonly schema: CategorySchema;
  readonly rights: Rights;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Gets a sentence for people when undo could not do everything. */
  readonly onNotice?: (text: string) => void;
}

/** How a change is made. */
export interface CommitOptions {
  /** Default `human`. */
  readonly origin?: Origin;
  /** Changes that follow each other within a second with the same gesture are one step of undo. */
  readonly gesture?: string;
}

/** The document of one task with all that watches over its changes. */
export class EditorModel {
  readonly store: DocumentStore;
  readonly selection = new Selection();
  readonly visibility = new Visibility();
  /** The steps that can be taken back. */
  readonly history: UndoStack;
  /** What somebody may do; changes with the mode of the editor. */
  rights: Rights;
  private opened: Snapshot;
  private index: SchemaIndex;
  private gesture: string | undefined;
  private readonly now: () => number;
  private readonly onNotice: (text: string) => void;

  constructor({ store, schema, rights, now = Date.now, onNotice = () => {} }: EditorModelOptions) {
    this.store = store;
    this.opened = snapshotOf(store);
    this.index = new SchemaIndex(schema);
    this.rights = rights;
    this.now = now;
    this.onNotice = onNotice;
    this.history = new UndoStack({
      store,
      selection: this.selection,
      commit: (label, operations, origin) => this.commit(label, operations, { origin }),
    });
    store.subscribe((change) => {
      this.history.record(change);
      const gone = [...change.objects.removed, ...change.relations.removed];
      this.selection.remove(gone);
      this.visibility.forget(gone);
    });
  }

  get schema(): SchemaIndex {
    return this.index;
  }

  /**
   * Puts the stored mask of a page into the document, before anything is painted on it: before the journal is taken up,
   * or when the page is first shown. Answers how many tiles could not be read.
   */
  openMask(page: number | undefined, tiles: readonly StoredTile[]): number {
    const addresses = openMask(this.store, page, tiles);
    this.opened = { ...this.opened, tiles: [...this.opened.tiles, ...snapshotTiles(this.store, addresses)] };
    return tiles.length - addresses.length;
  }

  /** Whether anything can be changed now. */
  get canChange(): boolean {
    return checkRights(this.rights) === undefined;
  }

  /** The classes may change while a task is open. */
  setSchema(schema: CategorySchema): void {
    this.index = new SchemaIndex(schema);
  }

  /** Changes the document in one step, together with what follows for relations; or says why not. */
  commit(label: string, operations: readonly Operation[], options: CommitOptions = {}): ChangeSet | Refusal {
    const { origin = 'human', gesture = this.gesture } = options;
    const batch = { id: newBatchId(), at: this.now(), label, origin, operations };
    return this.apply(batch, gesture === undefined ? {} : { gesture });
  }

  /** Answers a question at one or several places; what is typed in a row is one step of undo. */
  answer(places: readonly FormPlace[], path: QuestionPath, answer: Json | undefined): ChangeSet | Refusal {
    const question = this.index.find(path.at(-1)?.schemaId ?? '')?.schemaClass;
    const operations = places.flatMap((place) => answerOperations(this.store, this.index, place, path, answer));
    const gesture = question?.tool === 'text' ? `answer ${JSON.stringify([places, path])}` : undefined;
    return this.commit(`Answer "${question?.title ?? ''}"`, operations, { gesture });
  }

  /** What is done by some work belongs to a gesture: repeated within a second, it is one step of undo. */
  asGesture(gesture: string, work: () => void): void {
    this.gesture = gesture;
    try {
      work();
    } finally {
      this.gesture = undefined;
    }
  }

  /** Applies a batch after the guards agreed, together with what follows for relations and verdicts; or says why not. */
  apply(batch: Batch, options: ApplyOptions = {}): ChangeSet | Refusal {
    const whole = { ...batch, operations: withDependents(this.store, batch.operations) };
    return this.check(whole) ?? this.store.apply({ ...whole, operations: this.withVerdicts(whole) }, options);
  }

  /** Makes the document as it was when it was opened, in one step that can be taken back. */
  reset(): ChangeSet | Refusal {
    return this.commit('Reset', operationsTo(this.store, this.opened), { origin: 'restore' });
  }

  /** Takes the last step back; answers whether there was one. */
  undo(): boolean {
    return this.tell(this.history.undo());
  }

  /** Does the step again that was taken back last; answers whether there was one. */
  redo(): boolean {
    return this.tell(this.history.redo());
  }

  /** Goes back or forward to the state after some number of the steps; stops where it cannot go on. */
  goTo(steps: number): void {
    while (this.history.steps.length > steps && this.undo()) {}
    while (this.history.steps.length < steps && this.redo()) {}
  }

  /** Why operations would be refused; undefined if they would not. */
  wouldRefuse(operations: readonly Operation[]): Refusal | undefined {
    return this.check({ id: '', at: this.now(), label: '', origin: 'human', operations });
  }

  private tell(result: UndoResult | Refusal | undefined): boolean {
    if (result && isRefusal(result)) {
      this.onNotice(result.reason);
      return false;
    }
    if (result?.skipped) {
      this.onNotice(`Not all of "${result.label}" was taken back or done again: others changed it since.`);
    }
    return result !== undefined;
  }

  private withVerdicts({ origin, operations }: Batch): readonly Operation[] {
    const isGoingBack = origin === 'undo' || origin === 'redo' || origin === 'restore';
    const verdict = this.rights.mode === 'review' ? 'fixed' : undefined;
    return isGoingBack ? operations : withVerdicts(this.store, operations, verdict);
  }

  private check(batch: Batch): Refusal | undefined {
    return guard(batch, { store: this.store, schema: this.index, rights: this.rights });
  }
}
