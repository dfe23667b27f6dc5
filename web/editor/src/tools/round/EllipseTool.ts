import { boundsOf, centreOf } from '../../geometry/bounds';
import type { Geometry } from '../../geometry/geometry';
import type { Point } from '../../model/answer';
import { SpanTool } from '../span/SpanTool';

/** Ellipses in the box between two corners; turned afterwards by the handle, as a rotated box is. */
export class EllipseTool extends SpanTool {
  readonly id = 'ellipse';

  shapeOf(points: readonly Point[]): Geometry | null {
    if (points.length < 2) return null;
    const bounds = boundsOf(points);
    const [x, y] = centreOf(bounds);
    const radii = { radiusX: (bounds.maxX - bounds.minX) / 2, radiusY: (bounds.maxY - bounds.minY) / 2 };
    return { kind: 'ellipse', x, y, ...radii, rotation: 0 };
  }
}
