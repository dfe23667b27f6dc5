/** The time, and things to do later. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back after some milliseconds, unless the returned function is called before. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The time of this machine. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
