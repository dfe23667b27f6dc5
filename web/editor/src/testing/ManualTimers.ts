import type { Timers } from '../model/timers';

/** A clock that stands still until it is told to go on. */
export class ManualTimers implements Timers {
  private time = 1_000_000;
  private waiting: { readonly due: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const entry = { due: this.time + milliseconds, callback };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry);
    };
  }

  /** Lets time pass, and what is due happen. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (let next = this.nextBefore(end); next; next = this.nextBefore(end)) {
      this.waiting = this.waiting.filter((other) => other !== next);
      this.time = Math.max(this.time, next.due);
      next.callback();
    }
    this.time = end;
  }

  private nextBefore(end: number) {
    return this.waiting.filter(({ due }) => due <= end).sort((one, other) => one.due - other.due)[0];
  }
}
