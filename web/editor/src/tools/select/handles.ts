import {
  frameOf,
  inFrame,
  isFramed,
  type ResizeOptions,
  resized,
  SIDES,
  type Side,
  sideOf,
} from '../../geometry/frame';
import type { Geometry } from '../../geometry/geometry';
import { distance, type Point } from '../../geometry/point';
import { editableLines, type VertexId, withVertexAt } from '../../geometry/vertices';
import type { HandleKind } from '../../render/renderer';

/** What of a shape can be taken hold of. */
export type Grip =
  | { readonly kind: 'side'; readonly side: Side }
  | { readonly kind: 'rim'; readonly side: Side }
  | { readonly kind: 'rotate' }
  | { readonly kind: 'vertex'; readonly id: VertexId };

export interface Placed {
  readonly grip: Grip;
  readonly point: Point;
}

/** Screen pixels around a handle in which it is meant; half of the 24 that targets must have. */
export const HANDLE_REACH = 12;
/** Screen pixels from the upper side to the handle that turns. */
const ROTATE_AWAY = 24;

/** The handles of a shape; a point has none, it is moved as a whole. */
export function gripsOf(geometry: Geometry, scale: number): Placed[] {
  if (isFramed(geometry)) {
    const frame = frameOf(geometry);
    const sides = SIDES.map((side): Placed => ({ grip: { kind: 'side', side }, point: sideOf(frame, side) }));
    if (geometry.kind === 'bounding-box') return sides;
    return [...sides, { grip: { kind: 'rotate' }, point: sideOf(frame, [0, -1], ROTATE_AWAY / scale) }];
  }
  if (geometry.kind === 'circle') {
    const { x, y, radius } = geometry;
    const frame = { centre: [x, y] as const, width: radius * 2, height: radius * 2, rotation: 0 };
    return SIDES.filter(([dx, dy]) => dx === 0 || dy === 0).map((side) => {
      return { grip: { kind: 'rim', side }, point: sideOf(frame, side) };
    });
  }
  if (geometry.kind === 'point') return [];
  return editableLines(geometry).flatMap(({ points }, line) =>
    points.map((point, index): Placed => ({ grip: { kind: 'vertex', id: { line, index } }, point })),
  );
}

/** The handle nearest to a place, within reach. */
export function gripAt(grips: readonly Placed[], point: Point, reach: number): Placed | null {
  let best: Placed | null = null;
  let least = reach;
  for (const placed of grips) {
    const away = distance(placed.point, point);
    if (away > least) continue;
    least = away;
    best = placed;
  }
  return best;
}

/** The shape with a handle at another place; the handle that turns is not among these. */
export function withGripAt(geometry: Geometry, grip: Grip, to: Point, options: ResizeOptions): Geometry {
  if (grip.kind === 'vertex') return withVertexAt(geometry, grip.id, to);
  if (grip.kind === 'rim' && geometry.kind === 'circle') {
    return { ...geometry, radius: distance([geometry.x, geometry.y], to) };
  }
  if (grip.kind !== 'side' || !isFramed(geometry)) return geometry;
  return inFrame(geometry, resized(frameOf(geometry), grip.side, to, options));
}

export const lookOf = (grip: Grip): HandleKind => {
  if (grip.kind === 'side') return grip.side[0] !== 0 && grip.side[1] !== 0 ? 'corner' : 'edge';
  return grip.kind === 'rim' ? 'edge' : grip.kind;
};
