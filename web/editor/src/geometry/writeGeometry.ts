import type { Json } from '../model/answer';
import { bezierOf } from './curve';
import { GEOMETRY_KINDS, type Geometry, type GeometryKind } from './geometry';
import type { Point } from './point';
import { cornersOfRotated } from './rotatedBox';

/** Fields of a member; an undefined one has to be absent. */
export type WireFields = { readonly [field: string]: Json | undefined };

/** The fields that a geometry has on the wire: its key, and its sibling where the kind has one. */
export function wireFields(geometry: Geometry): WireFields {
  switch (geometry.kind) {
    case 'bounding-box':
    case 'rotated-bounding-box':
    case 'circle':
    case 'ellipse':
      return { [geometry.kind]: sizesOf(geometry) };
    case 'polygon': {
      const holes = geometry.holes.length > 0 ? geometry.holes.map(wireLine) : undefined;
      return { polygon: wireLine(geometry.ring), polygonHoles: holes };
    }
    case 'polyline':
      return { polyline: wireLine(geometry.points) };
    case 'point':
      return { point: [...geometry.point] };
    case 'segmentation':
      return {
        segmentation: {
          zones: geometry.zones.map(({ region, holes }) => ({ region: wireLine(region), holes: holes.map(wireLine) })),
        },
      };
    case 'spline': {
      const [start] = geometry.points;
      const knots = geometry.closed && start ? [...geometry.points, start] : geometry.points;
      const pieces = bezierOf(geometry);
      const controls = start ? [start, ...pieces.flatMap(([, a, b, c]) => [a, b, c])] : [];
      return { spline: wireLine(knots), splineBezier: wireLine(controls) };
    }
  }
}

/** The fields that a new member gets. */
export function definedFields(geometry: Geometry): { [field: string]: Json } {
  const entries = Object.entries(wireFields(geometry));
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** The fields of the wire that belong to a kind; changing a member's kind removes those of the old one. */
export const fieldsOfKind: Readonly<Record<GeometryKind, readonly string[]>> = Object.freeze(
  Object.fromEntries(
    GEOMETRY_KINDS.map((kind) => [
      kind,
      kind === 'polygon' ? ['polygon', 'polygonHoles'] : kind === 'spline' ? ['spline', 'splineBezier'] : [kind],
    ]),
  ) as Record<GeometryKind, string[]>,
);

type Sized = Extract<Geometry, { kind: 'bounding-box' | 'rotated-bounding-box' | 'circle' | 'ellipse' }>;

function sizesOf(geometry: Sized): Json {
  const { kind: _, ...sizes } = geometry;
  if (geometry.kind !== 'rotated-bounding-box') return sizes;
  return { ...sizes, corners: wireLine(cornersOfRotated(geometry)) };
}

const wireLine = (points: readonly Point[]): Json => points.map(([x, y]) => [x, y]);
