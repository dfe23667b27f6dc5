/** A value that the shell shows and several parts of it change: how somebody looks at a task, never the task itself. */
export class Cell<T> {
  private current: T;
  private readonly listeners = new Set<() => void>();

  constructor(value: T) {
    this.current = value;
  }

  get value(): T {
    return this.current;
  }

  set(value: T): void {
    if (value !== this.current) {
      this.current = value;
      for (const listener of [...this.listeners]) {
        listener();
      }
    }
  }

  /** Changes some fields of a value that has fields. */
  merge(change: Partial<T>): void {
    this.set({ ...this.current, ...change });
  }

  /** Calls a listener after each change until the returned function is called. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
