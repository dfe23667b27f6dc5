import { type Bounds, boundsOf } from '../../geometry/bounds';
import type { Ellipse, Geometry, Zone } from '../../geometry/geometry';
import { areaOf, areaOfZone, boundsOfGeometry } from '../../geometry/measure';
import { zonesOf } from '../../geometry/path';
import { readGeometry } from '../../geometry/readGeometry';
import type { Member, Point } from '../answer';

/** What the rules need to know of a geometry. */
export interface Shape {
  readonly geometry: Geometry;
  readonly bounds: Bounds;
  /** Its own width and height: of a rotated box those along its sides. Absent where the kind has none. */
  readonly size?: { readonly width: number; readonly height: number };
  /** In square pixels; absent where the kind has none. */
  readonly area?: number;
  /** What it covers; curves as polygons. */
  readonly zones: readonly Zone[];
  /** The area of the zones. */
  readonly covered: number;
  readonly points: readonly Point[];
}

const known = new WeakMap<Member, Shape | null>();

/** The shape of an object's geometry; undefined if it has none that lies in a picture, or a broken one. */
export function shapeOf(member: Member): Shape | undefined {
  let shape = known.get(member);
  if (shape === undefined) {
    const geometry = readGeometry(member);
    shape = geometry && readShape(geometry);
    known.set(member, shape);
  }
  return shape ?? undefined;
}

function readShape(geometry: Geometry): Shape {
  const points = linePoints(geometry);
  if (points) {
    const bounds = boundsOf(points);
    const size = geometry.kind === 'point' ? undefined : sizeOf(bounds);
    return { geometry, bounds, size, zones: [], covered: 0, points };
  }
  const zones = zonesOf(geometry);
  const bounds = exactBounds(geometry);
  const covered = zones.reduce((sum, zone) => sum + areaOfZone(zone), 0);
  return { geometry, bounds, size: ownSize(geometry, bounds), area: areaOf(geometry), zones, covered, points: [] };
}

/** The points of a geometry that covers nothing. */
function linePoints(geometry: Geometry): readonly Point[] | undefined {
  switch (geometry.kind) {
    case 'point':
      return [geometry.point];
    case 'polyline':
    case 'spline':
      return geometry.points;
    default:
      return undefined;
  }
}

function ownSize(geometry: Geometry, bounds: Bounds): { width: number; height: number } {
  switch (geometry.kind) {
    case 'rotated-bounding-box':
      return geometry;
    case 'ellipse':
      return { width: 2 * geometry.radiusX, height: 2 * geometry.radiusY };
    default:
      return sizeOf(bounds);
  }
}

function exactBounds(geometry: Geometry): Bounds {
  switch (geometry.kind) {
    case 'circle':
      return around(geometry, geometry.radius, geometry.radius);
    case 'ellipse':
      return around(geometry, ...halfSizes(geometry));
    default:
      return boundsOfGeometry(geometry);
  }
}

function around({ x, y }: { x: number; y: number }, halfWidth: number, halfHeight: number): Bounds {
  return { minX: x - halfWidth, minY: y - halfHeight, maxX: x + halfWidth, maxY: y + halfHeight };
}

function halfSizes({ radiusX, radiusY, rotation }: Ellipse): [number, number] {
  const turn = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return [Math.hypot(radiusX * cos, radiusY * sin), Math.hypot(radiusX * sin, radiusY * cos)];
}

function sizeOf({ minX, minY, maxX, maxY }: Bounds): { width: number; height: number } {
  return { width: maxX - minX, height: maxY - minY };
}
