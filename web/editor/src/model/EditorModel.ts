import type { ChangeSet, Refusal } from './changes';
import type { DocumentStore } from './DocumentStore';
import { withDependents } from './dependents';
import { guard, type Rights } from './guards/guard';
import { newBatchId } from './ids';
import type { Batch, Operation, Origin } from './operations';
import { Selection } from './Selection';
import { SchemaIndex } from './schema/SchemaIndex';
import type { CategorySchema } from './schema/schemaTypes';
import { UndoStack } from './undo/UndoStack';
import { Visibility } from './view/Visibility';

/** What an editor of one task starts with. */
export interface EditorModelOptions {
  readonly store: DocumentStore;
  readonly schema: CategorySchema;
  readonly rights: Rights;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
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
  readonly undo: UndoStack;
  /** What somebody may do; changes with the mode of the editor. */
  rights: Rights;
  private index: SchemaIndex;
  private readonly now: () => number;

  constructor({ store, schema, rights, now = Date.now }: EditorModelOptions) {
    this.store = store;
    this.index = new SchemaIndex(schema);
    this.rights = rights;
    this.now = now;
    this.undo = new UndoStack({
      store,
      selection: this.selection,
      commit: (label, operations, origin) => this.commit(label, operations, { origin }),
    });
    store.subscribe((change) => {
      this.undo.record(change);
      const gone = [...change.objects.removed, ...change.relations.removed];
      this.selection.remove(gone);
      this.visibility.forget(gone);
    });
  }

  get schema(): SchemaIndex {
    return this.index;
  }

  /** The classes may change while a task is open. */
  setSchema(schema: CategorySchema): void {
    this.index = new SchemaIndex(schema);
  }

  /** Changes the document in one step, together with what follows for relations; or says why not. */
  commit(label: string, operations: readonly Operation[], options: CommitOptions = {}): ChangeSet | Refusal {
    const { origin = 'human', gesture } = options;
    const whole = withDependents(this.store, operations);
    const batch: Batch = { id: newBatchId(), at: this.now(), label, origin, operations: whole };
    const refusal = this.check(batch);
    return refusal ?? this.store.apply(batch, gesture === undefined ? {} : { gesture });
  }

  /** Why operations would be refused; undefined if they would not. */
  wouldRefuse(operations: readonly Operation[]): Refusal | undefined {
    return this.check({ id: '', at: this.now(), label: '', origin: 'human', operations });
  }

  private check(batch: Batch): Refusal | undefined {
    return guard(batch, { store: this.store, schema: this.index, rights: this.rights });
  }
}
