import type { MemberKey, Point } from '../../model/answer';

/** A line that is being drawn: vertices in steps, of which the last can be taken back and put again. */
export class LineDraft {
  private steps: readonly (readonly Point[])[];
  private undone: readonly (readonly Point[])[] = [];
  private flat: readonly Point[];
  /** The stored line that this one continues. */
  readonly continues: MemberKey | null;

  constructor(first: readonly Point[], continues: MemberKey | null = null) {
    this.steps = [first];
    this.flat = first;
    this.continues = continues;
  }

  get points(): readonly Point[] {
    return this.flat;
  }

  get first(): Point | undefined {
    return this.flat[0];
  }

  get last(): Point | undefined {
    return this.flat.at(-1);
  }

  /** Adds vertices that belong together: one by a click, many by freehand. */
  add(points: readonly Point[]): void {
    if (points.length === 0) return;
    this.undone = [];
    this.setSteps([...this.steps, points]);
  }

  /** Answers whether anything is left. */
  back(): boolean {
    this.undone = [...this.undone, ...this.steps.slice(-1)];
    this.setSteps(this.steps.slice(0, -1));
    return this.steps.length > 0;
  }

  forward(): boolean {
    const step = this.undone.at(-1);
    if (!step) return false;
    this.undone = this.undone.slice(0, -1);
    this.setSteps([...this.steps, step]);
    return true;
  }

  private setSteps(steps: readonly (readonly Point[])[]): void {
    this.steps = steps;
    this.flat = steps.flat();
  }
}
