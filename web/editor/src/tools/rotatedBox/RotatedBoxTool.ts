import { boundsOf } from '../../geometry/bounds';
import type { Geometry } from '../../geometry/geometry';
import { directionOf, distance, dot, type Point, subtract } from '../../geometry/point';
import { axesOf, withoutNegativeSizes } from '../../geometry/rotatedBox';
import { SpanTool } from '../span/SpanTool';

/** Boxes that may be turned: by two corners (then turned by the handle), or by one edge and the width across it. */
export class RotatedBoxTool extends SpanTool {
  readonly id = 'rotated-bounding-box';

  override get count(): number {
    return this.editor.options.rotatedBoxBy === 'edge' ? 3 : 2;
  }

  shapeOf(points: readonly Point[]): Geometry | null {
    const [first, second, third] = points;
    if (!first || !second) return null;
    if (this.count === 3) return third ? alongEdge(first, second, third) : null;
    const { minX, minY, maxX, maxY } = boundsOf([first, second]);
    return { kind: 'rotated-bounding-box', x: minX, y: minY, width: maxX - minX, height: maxY - minY, rotation: 0 };
  }
}

function alongEdge(start: Point, end: Point, side: Point): Geometry {
  const rotation = directionOf(start, end);
  const [, across] = axesOf(rotation);
  const height = dot(subtract(side, start), across);
  return withoutNegativeSizes({
    kind: 'rotated-bounding-box',
    x: start[0],
    y: start[1],
    width: distance(start, end),
    height,
    rotation,
  });
}
