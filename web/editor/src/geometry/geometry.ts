import type { Point } from './point';
import type { Ring } from './ring';

/** A ring with holes. */
export interface Zone {
  readonly region: Ring;
  readonly holes: readonly Ring[];
}

export interface Box {
  readonly kind: 'bounding-box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** x, y is the box's own top left corner after turning; the rotation is in degrees, clockwise. */
export interface RotatedBox {
  readonly kind: 'rotated-bounding-box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

export interface Polygon {
  readonly kind: 'polygon';
  readonly ring: Ring;
  readonly holes: readonly Ring[];
}

export interface Polyline {
  readonly kind: 'polyline';
  readonly points: readonly Point[];
}

export interface Spot {
  readonly kind: 'point';
  readonly point: Point;
}

export interface Segmentation {
  readonly kind: 'segmentation';
  readonly zones: readonly Zone[];
}

/** Offsets of the control points before and after a knot. */
export type KnotHandles = readonly [before: Point, after: Point];

/** A curve through its points; a knot without handles of its own is smooth (centripetal Catmull-Rom). */
export interface Spline {
  readonly kind: 'spline';
  readonly points: readonly Point[];
  readonly closed: boolean;
  readonly handles: readonly (KnotHandles | null)[];
}

export interface Circle {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Rotation in degrees, clockwise, of the first radius. */
export interface Ellipse {
  readonly kind: 'ellipse';
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly rotation: number;
}

/** What an object looks like in the picture; the kind is its key on the wire and the kind of its tool. */
export type Geometry = Box | RotatedBox | Polygon | Polyline | Spot | Segmentation | Spline | Circle | Ellipse;
export type GeometryKind = Geometry['kind'];

export const GEOMETRY_KINDS: readonly GeometryKind[] = [
  'bounding-box',
  'rotated-bounding-box',
  'polygon',
  'polyline',
  'point',
  'segmentation',
  'spline',
  'circle',
  'ellipse',
];
