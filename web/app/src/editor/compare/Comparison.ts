import { type AnswerLists, compareAnswers, type Difference, type Json, readAnswer } from '@limn/editor';
import type { DrawnShape } from '@limn/editor/render/renderer';
import { api, unwrap } from '../../api/client';
import type { EditorSession } from '../session/EditorSession';
import { Cell } from '../state/Cell';

/** Which state the picture shows: the present one, the earlier one, or the earlier one dashed over the present one. */
export type CompareView = 'now' | 'both' | 'then';

/** An earlier state of the task that is compared with the present one. */
export interface Compared {
  readonly title: string;
  readonly revision: number;
  readonly answer: AnswerLists;
  readonly view: CompareView;
}

// Who is asked what was judged looks at what was drawn.
const unsaid = new Set(['verdict']);

/** Compares the task with an earlier state of it, in a list and on the picture. */
export class Comparison {
  readonly shown = new Cell<Compared | null>(null);
  private readonly session: EditorSession;

  constructor(session: EditorSession) {
    this.session = session;
  }

  /** Reads a revision and shows it; 0 is the state before the first. */
  async open(revision: number, title: string): Promise<void> {
    this.shown.set({ revision, title, view: 'both', answer: await readRevision(this.session.task._id, revision) });
  }

  close(): void {
    this.shown.set(null);
  }

  /** What differs, from the earlier state to the present one; the verdicts on objects aside. */
  differences(): readonly Difference[] {
    const compared = this.shown.value;
    return compared === null
      ? []
      : compareAnswers(compared.answer, listsOf(this.session))
          .map((difference) => ({ ...difference, fields: difference.fields.filter((field) => !unsaid.has(field)) }))
          .filter(({ kind, fields }) => kind !== 'changed' || fields.length > 0);
  }

  /** Keeps the picture true until the returned function is called. */
  follow(): () => void {
    const { editor, model } = this.session;
    let isShown = false;
    const show = () => {
      const isNeeded = this.shown.value !== null;
      if (this.shown.value?.view === 'then') {
        // What is selected would be changed as it is now, which is not what is seen.
        model.selection.clear();
      }
      if (isNeeded || isShown) {
        editor.setGhosts('comparison', this.ghosts());
      }
      isShown = isNeeded;
    };
    const stops = [this.shown.subscribe(show), model.store.subscribe(show)];
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }

  private ghosts(): readonly DrawnShape[] {
    const view = this.shown.value?.view ?? 'now';
    const objects = view === 'now' ? [] : this.differences().filter(({ list }) => list === 'objects');
    return objects.flatMap((difference) => this.ghostOf(difference, view) ?? []);
  }

  private ghostOf({ key, before, after }: Difference, view: CompareView): DrawnShape | null {
    const { scene } = this.session.editor;
    const shape = before ? scene.drawnOf(before) : null;
    if (view === 'both') {
      return shape && { ...shape, key: `then ${key}`, dashed: true, fill: 0 };
    }
    const present = after ? scene.drawnOf(after) : null;
    // What came later is shown as nothing, in place of itself.
    return shape ?? (present && { ...present, paths: [], points: [], label: '' });
  }
}

async function readRevision(taskId: string, number: number): Promise<AnswerLists> {
  if (number === 0) {
    return { objects: [], classifications: [], relations: [] };
  }
  const params = { path: { taskId, number } };
  const { revision } = await unwrap(api.GET('/v2/task/{taskId}/revisions/{number}', { params }));
  return readAnswer(revision.answer as Json);
}

function listsOf({ model }: EditorSession): AnswerLists {
  const { store } = model;
  return {
    objects: store.members('objects'),
    classifications: store.members('classifications'),
    relations: store.members('relations'),
  };
}
