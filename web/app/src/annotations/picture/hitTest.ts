import type { Area, Bounds, Geometry, Point, Shape } from './shapes';

/** The topmost shape at a point of the picture; lines and points are met within `reach`. Smaller areas come before larger ones. */
export function hitTest(shapes: readonly Shape[], at: Point, reach: number): Shape | null {
  let best: Shape | null = null;
  let bestSize = Infinity;
  for (const shape of shapes) {
    if (shape.geometry === null || shape.bounds === null || !isNear(shape.bounds, at, reach)) {
      continue;
    }
    const size = shape.geometry.kind === 'areas' ? sizeOf(shape.bounds) : 0;
    if (size <= bestSize && meets(shape.geometry, at, reach)) {
      best = shape;
      bestSize = size;
    }
  }
  return best;
}

function meets(geometry: Geometry, at: Point, reach: number): boolean {
  switch (geometry.kind) {
    case 'areas':
      return geometry.areas.some((area) => isInside(area, at));
    case 'line':
      return geometry.points.some((end, index) => {
        const start = geometry.points[index - 1];
        return start !== undefined && distanceToSegment(at, start, end) <= reach;
      });
    case 'point':
      return Math.hypot(at[0] - geometry.point[0], at[1] - geometry.point[1]) <= reach;
  }
}

function isInside(area: Area, at: Point): boolean {
  return isInRing(area.outer, at) && !area.holes.some((hole) => isInRing(hole, at));
}

/** Even-odd rule: a ray to the right crosses the ring an odd number of times. */
function isInRing(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  let previous = ring[ring.length - 1];
  for (const point of ring) {
    if (previous && point[1] > y !== previous[1] > y) {
      const crossing = point[0] + ((y - point[1]) / (previous[1] - point[1])) * (previous[0] - point[0]);
      inside = x < crossing ? !inside : inside;
    }
    previous = point;
  }
  return inside;
}

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(Math.max(((x - ax) * dx + (y - ay) * dy) / length, 0), 1);
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

function isNear(bounds: Bounds, [x, y]: Point, reach: number): boolean {
  return x >= bounds.left - reach && x <= bounds.right + reach && y >= bounds.top - reach && y <= bounds.bottom + reach;
}

function sizeOf(bounds: Bounds): number {
  return (bounds.right - bounds.left) * (bounds.bottom - bounds.top);
}
