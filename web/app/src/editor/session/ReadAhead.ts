/** What tells whether something that was read ahead is still in force. */
export interface Standing {
  readonly stage: string;
  readonly revision: number;
}

// What nobody opens does not stay for ever.
const most = 4;

/** Tasks that are opened soon, read before somebody asks for them. */
export class ReadAhead<TTask extends Standing> {
  private readonly entries = new Map<string, Promise<TTask | null>>();
  private readonly read: (taskId: string) => Promise<TTask>;

  constructor(read: (taskId: string) => Promise<TTask>) {
    this.read = read;
  }

  /** Reads tasks that are likely to be next; a failure is left for their opening to tell. */
  want(taskIds: readonly string[]): void {
    for (const id of taskIds.filter((taskId) => !this.entries.has(taskId))) {
      this.put(id, this.read(id));
    }
  }

  /** Keeps a task that came by another way. */
  put(taskId: string, task: Promise<TTask>): void {
    this.entries.delete(taskId);
    this.entries.set(
      taskId,
      task.catch(() => null),
    );
    for (const old of [...this.entries.keys()].slice(0, -most)) {
      this.entries.delete(old);
    }
  }

  /** Hands a task out, once, if it is as it stands now; otherwise null. */
  async take(taskId: string, now: Standing): Promise<TTask | null> {
    const task = (await this.entries.get(taskId)) ?? null;
    this.entries.delete(taskId);
    return task !== null && task.stage === now.stage && task.revision === now.revision ? task : null;
  }
}
