import type { Geometry } from '../../geometry/geometry';
import { cross, distance, dot, type Point, subtract } from '../../geometry/point';
import { SpanTool } from '../span/SpanTool';

/** Circles: by the centre and a point of the rim, or by three points of the rim. */
export class CircleTool extends SpanTool {
  readonly id = 'circle';

  override get count(): number {
    return this.editor.options.circleBy === 'rim' ? 3 : 2;
  }

  shapeOf(points: readonly Point[]): Geometry | null {
    const [first, second, third] = points;
    if (!first || !second) return null;
    if (this.count === 3) return third ? circleThrough(first, second, third) : null;
    return { kind: 'circle', x: first[0], y: first[1], radius: distance(first, second) };
  }
}

/** Null for three points on one line. */
function circleThrough(a: Point, b: Point, c: Point): Geometry | null {
  const [p, q] = [subtract(b, a), subtract(c, a)];
  const twice = 2 * cross(p, q);
  if (twice === 0) return null;
  const centre: Point = [
    a[0] + (q[1] * dot(p, p) - p[1] * dot(q, q)) / twice,
    a[1] + (p[0] * dot(q, q) - q[0] * dot(p, p)) / twice,
  ];
  return { kind: 'circle', x: centre[0], y: centre[1], radius: distance(centre, a) };
}
