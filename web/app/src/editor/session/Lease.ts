import { ApiError, messageOf } from '../../api/ApiError';
import { api, unwrap } from '../../api/client';
import { Cell } from '../state/Cell';
import type { Standing } from './ReadAhead';

/** Whether this window may change the task. */
export type LeaseState =
  | { readonly kind: 'held' }
  /** Somebody, or another window, has it; `isLost` when this window had it before. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isLost: boolean };

const heartbeat = 30_000;

// How often each task is open in this window: a task that is opened again right away is not given back in between.
const uses = new Map<string, number>();

/** The edit lock on a task: taken when it is opened, renewed while it is open, given back at the end. */
export class Lease {
  readonly taskId: string;
  readonly session: string;
  readonly state = new Cell<LeaseState>({ kind: 'held' });
  /** What the server said of the task when the lock was taken. */
  standing: Standing | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(taskId: string, session: string) {
    this.taskId = taskId;
    this.session = session;
    uses.set(taskId, (uses.get(taskId) ?? 0) + 1);
  }

  /** Takes the lock, from another window if that is wanted; a refusal is a state, an unreachable server is an error. */
  async take(takeOver = false): Promise<boolean> {
    try {
      const { stage, revision } = await this.call(takeOver);
      this.standing = { stage, revision };
      this.state.set({ kind: 'held' });
      this.timer ??= setInterval(() => void this.renew(), heartbeat);
      return true;
    } catch (error) {
      if (!isRefusal(error)) {
        throw error;
      }
      this.state.set({ kind: 'refused', reason: messageOf(error), isLost: false });
      return false;
    }
  }

  /** Somebody else has it now. */
  lose(reason: string): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.state.set({ kind: 'refused', reason, isLost: true });
  }

  async release(): Promise<void> {
    const { state, taskId } = this;
    clearInterval(this.timer);
    this.timer = undefined;
    const left = (uses.get(taskId) ?? 1) - 1;
    if (left > 0) {
      uses.set(taskId, left);
    } else {
      uses.delete(taskId);
    }
    if (left === 0 && state.value.kind === 'held') {
      await this.giveBack();
    }
  }

  /** Keeps the lock, or learns that it is lost. */
  async renew(): Promise<void> {
    try {
      const { stage } = await this.call(false);
      // Whoever may work in the next stage too gets the lock there, but that is other work than what is open here.
      if (this.standing !== null && stage !== this.standing.stage) {
        await this.giveBack();
        this.lose('Somebody sent this task on to another stage.');
      }
    } catch (error) {
      if (isRefusal(error)) {
        this.lose(messageOf(error));
      }
    }
  }

  private async giveBack(): Promise<void> {
    const { taskId, session } = this;
    // Whether it arrives or not: a lock that nobody renews ends by itself.
    await api
      .DELETE('/v2/task/{taskId}/lease', { params: { path: { taskId }, query: { session } }, keepalive: true })
      .catch(() => undefined);
  }

  private call(takeOver: boolean): Promise<Standing> {
    const { taskId, session } = this;
    return unwrap(api.POST('/v2/task/{taskId}/lease', { params: { path: { taskId } }, body: { session, takeOver } }));
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 409 || error.status === 403);
}
