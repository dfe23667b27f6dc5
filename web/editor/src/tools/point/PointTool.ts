import type { Point } from '../../model/answer';
import { Tool } from '../Tool';
import { Idle } from './Idle';

/** Places single points. */
export class PointTool extends Tool {
  readonly id = 'point';

  idle(): Idle {
    return new Idle(this);
  }

  place(point: Point): void {
    this.to(this.idle());
    if (this.editor.drawing.create({ kind: 'point', point }).length > 0) this.editor.drawing.release();
  }
}
