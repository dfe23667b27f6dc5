const idleAfter = 60_000;

/** Milliseconds of work that no save has told yet: time counts while somebody moves the pointer or presses keys now and then. */
export class WorkClock {
  private total = 0;
  private last = performance.now();
  private readonly note = () => {
    const now = performance.now();
    this.total += Math.min(now - this.last, idleAfter);
    this.last = now;
  };

  start(): void {
    this.last = performance.now();
    for (const name of events) {
      window.addEventListener(name, this.note, { passive: true, capture: true });
    }
  }

  stop(): void {
    for (const name of events) {
      window.removeEventListener(name, this.note, { capture: true });
    }
  }

  get elapsed(): number {
    return Math.round(this.total);
  }

  /** A save has told some of it. */
  take(milliseconds: number): void {
    this.total = Math.max(0, this.total - milliseconds);
  }
}

const events = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
