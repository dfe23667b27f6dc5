import { newBatchId } from '@limn/editor';
import { api, unwrap } from '../../api/client';
import { Cell } from '../state/Cell';
import type { EditorSession } from './EditorSession';
import { confirmHidden } from './hiddenObjects';

export type Ending = 'submit' | 'accept' | 'reject' | 'skip';

const isFinal = (ending: Ending) => ending === 'submit' || ending === 'accept';

/** Ends the work on a task: everything is saved first, what is wrong is shown instead. */
export class TaskWork {
  /** What is under way. */
  readonly ending = new Cell<Ending | null>(null);
  private readonly session: EditorSession;
  /** Whether the task is being sent on, or was. */
  isOver = false;
  // The same name for a request that is sent again, so that it is done once.
  private readonly token = newBatchId();

  constructor(session: EditorSession) {
    this.session = session;
  }

  /** Answers whether the task was sent on; throws when the server refuses. */
  async end(ending: Ending): Promise<boolean> {
    if (this.ending.value !== null || !this.isAllowed(ending)) {
      return false;
    }
    this.ending.set(ending);
    try {
      if (isFinal(ending) && !(await confirmHidden(this.session))) {
        return false;
      }
      await this.save();
      this.isOver = true;
      await this.send(ending);
      this.session.flow.value?.done();
      return true;
    } catch (error) {
      this.isOver = false;
      throw error;
    } finally {
      this.ending.set(null);
    }
  }

  private isAllowed(ending: Ending): boolean {
    const { validation, suggestion } = this.session;
    if (suggestion.begun.value !== null) {
      this.session.notify('Send or drop the suggested edit first.');
      return false;
    }
    if (isFinal(ending) && validation.finish().length > 0) {
      this.session.openSide('problems');
      this.session.notify('Some rules of the project are not met yet.');
      return false;
    }
    return true;
  }

  private async save(): Promise<void> {
    const { sync, editor } = this.session;
    editor.abort();
    if (!(await sync.flush())) {
      throw new Error(
        'Not everything is saved yet. It is kept in this browser; try again when the server can be reached.',
      );
    }
  }

  private async send(ending: Ending): Promise<void> {
    const { task, lease, clock } = this.session;
    const params = { path: { taskId: task._id } };
    const work = { session: lease.session, duration: clock.elapsed };
    const { token } = this;
    switch (ending) {
      case 'skip':
        await unwrap(api.POST('/v2/task/{taskId}/skip', { params, body: work }));
        break;
      case 'submit':
        await unwrap(api.POST('/v2/task/{taskId}/submit', { params, body: { ...work, token } }));
        break;
      default: {
        const reviewStatus = ending === 'accept' ? 'Accepted' : 'Rejected';
        await unwrap(api.POST('/v2/review/{taskId}', { params, body: { ...work, token, reviewStatus } }));
      }
    }
    clock.take(work.duration);
  }
}
