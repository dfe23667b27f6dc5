import type { Spline } from '../../geometry/geometry';
import type { Point } from '../../model/answer';
import { LineTool } from '../line/LineTool';

/** Curves through the points that are clicked. */
export class SplineTool extends LineTool {
  readonly id = 'spline';
  override readonly mayTrace = false;

  get isClosed(): boolean {
    return this.editor.options.closedSpline;
  }

  override previewOf(points: readonly Point[]): Spline {
    const closed = this.isClosed && points.length > 2;
    return { kind: 'spline', points, closed, handles: points.map(() => null) };
  }

  complete(points: readonly Point[]): void {
    if (this.editor.drawing.create(this.previewOf(points)).length > 0) this.editor.drawing.release();
  }
}
