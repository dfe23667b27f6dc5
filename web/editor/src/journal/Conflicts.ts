import { isEqual } from '../model/isEqual';
import type { Conflict } from '../model/rebase/Conflict';

/** The conflicts that nobody has decided yet. */
export class Conflicts {
  private open: readonly Conflict[] = [];

  get list(): readonly Conflict[] {
    return this.open;
  }

  /** Several lost changes of one lost member are one question. */
  add(found: readonly Conflict[]): void {
    for (const conflict of found) {
      const isKnown = this.open.some((other) => isSameQuestion(other, conflict));
      this.open = isKnown ? this.open : [...this.open, conflict];
    }
  }

  /** Takes a conflict off the list. */
  take(id: string): Conflict | undefined {
    const taken = this.open.find((conflict) => conflict.id === id);
    this.open = this.open.filter((conflict) => conflict !== taken);
    return taken;
  }
}

function isSameQuestion(one: Conflict, other: Conflict): boolean {
  return one.id === other.id || (one.mine.length > 0 && isEqual(one.mine as never, other.mine as never));
}
