import { isVerdict, type Operation, operationsTo, type Rights, snapshotOf } from '@limn/editor';
import type { EditorSession } from '../session/EditorSession';
import { Cell } from '../state/Cell';

const everything: Rights = { mode: 'edit', mayEditInReview: true, mayUnlock: true };

interface Begun {
  readonly steps: number;
  readonly rights: Rights;
}

/**
 * An edit that somebody shows instead of making it: he changes the task as always, but nothing of it is saved, and all of it is taken
 * back when he is done.
 */
export class SuggestionDraft {
  readonly begun = new Cell<Begun | null>(null);
  private readonly session: EditorSession;

  constructor(session: EditorSession) {
    this.session = session;
  }

  begin(): void {
    const { model, sync, editor } = this.session;
    if (this.begun.value === null && model.rights.frozen === undefined) {
      editor.abort();
      this.begun.set({ steps: model.history.steps.length, rights: model.rights });
      model.history.fence();
      sync.hold();
      // Even who may only judge shows what he means.
      model.rights = everything;
      editor.refresh();
    }
  }

  /** What was changed, while it is still there to be seen. */
  get hasChanges(): boolean {
    const begun = this.begun.value;
    return begun !== null && this.session.model.history.steps.length > begun.steps;
  }

  /** Takes everything back; answers the operations that would do it again. */
  end(): readonly Operation[] {
    const { model, sync, editor } = this.session;
    const begun = this.begun.value;
    if (begun === null) {
      return [];
    }
    editor.abort();
    const { frozen } = model.rights;
    model.rights = everything;
    const wanted = snapshotOf(model.store);
    model.goTo(begun.steps);
    const operations = operationsTo(model.store, wanted).filter((operation) => !isVerdict(operation));
    model.rights = { ...begun.rights, ...(frozen === undefined ? {} : { frozen }) };
    model.history.openFence();
    sync.release();
    this.begun.set(null);
    editor.refresh();
    return operations;
  }
}
