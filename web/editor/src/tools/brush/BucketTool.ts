import { TOLERANCES } from '../options';
import { BucketIdle } from './BucketIdle';
import { PaintTool } from './PaintTool';

/** Fills what has about the same colour. */
export class BucketTool extends PaintTool {
  readonly id = 'bucket';

  idle(): BucketIdle {
    return new BucketIdle(this);
  }

  turn(steps: number): boolean {
    const tolerance = Math.min(TOLERANCES.most, Math.max(TOLERANCES.least, this.editor.options.tolerance + steps));
    this.editor.setOptions({ tolerance });
    return true;
  }
}
