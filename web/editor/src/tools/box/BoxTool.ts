import { boundsOf } from '../../geometry/bounds';
import type { Geometry } from '../../geometry/geometry';
import { boxFrom } from '../../geometry/transform';
import type { Point } from '../../model/answer';
import { SpanTool } from '../span/SpanTool';

/** Upright boxes: by two corners, or by the topmost, leftmost, lowest and rightmost point in any order. */
export class BoxTool extends SpanTool {
  readonly id = 'bounding-box';

  override get count(): number {
    const byExtremes = this.editor.options.boxBy === 'extremes' || this.editor.schemaClass?.extremePoints === true;
    return byExtremes ? 4 : 2;
  }

  shapeOf(points: readonly Point[]): Geometry | null {
    return points.length > 1 ? boxFrom(boundsOf(points)) : null;
  }
}
