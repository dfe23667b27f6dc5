import type { Timers } from '../model/timers';

// Milliseconds.
const quiet = 2_000;
const atLatest = 15_000;
const firstRetry = 1_000;
const longestRetry = 30_000;

/** Says when to send: some time after the last change, not too long after the first, later and later after failures. */
export class SendTimer {
  /** When it is tried again after a failure. */
  retryAt = 0;
  private readonly timers: Timers;
  private readonly send: () => void;
  private unsentSince: number | undefined;
  private failures = 0;
  private cancel = () => {};

  constructor(timers: Timers, send: () => void) {
    this.timers = timers;
    this.send = send;
  }

  /** Whether the last time failed. */
  get isRetrying(): boolean {
    return this.failures > 0;
  }

  /** There is something to send. */
  changed(): void {
    this.unsentSince ??= this.timers.now();
    if (!this.isRetrying) {
      const left = this.unsentSince + atLatest - this.timers.now();
      this.schedule(Math.max(0, Math.min(quiet, left)));
    }
  }

  /** It is sent as soon as can be. */
  soon(): void {
    this.schedule(0);
  }

  /** Everything there is, is on its way. */
  started(): void {
    this.cancel();
    this.unsentSince = undefined;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    const pause = Math.min(longestRetry, firstRetry * 2 ** this.failures);
    this.failures++;
    this.retryAt = this.timers.now() + pause;
    this.schedule(pause);
  }

  stop(): void {
    this.cancel();
  }

  private schedule(delay: number): void {
    this.cancel();
    this.cancel = this.timers.after(delay, this.send);
  }
}
