import type { Json } from '../model/answer';
import { handlesFrom } from './curve';
import { GEOMETRY_KINDS, type Geometry, type GeometryKind, type Zone } from './geometry';
import { isFinitePoint, type Point, samePoint } from './point';
import { withoutRepeats } from './ring';
import { rotatedFromCorners, withoutNegativeSizes } from './rotatedBox';

type Fields = { readonly [field: string]: Json | undefined };

/** The geometry that a member of the answer carries, or null where it has none that can be drawn. */
export function readGeometry(member: Fields): Geometry | null {
  const kind = GEOMETRY_KINDS.find((key) => member[key] !== undefined && member[key] !== null);
  return kind === undefined ? null : readers[kind](member[kind], member);
}

type Reader = (value: Json | undefined, member: Fields) => Geometry | null;

const readers: Readonly<Record<GeometryKind, Reader>> = {
  'bounding-box': (value) => {
    const numbers = numbersOf(value, ['x', 'y', 'width', 'height']);
    if (!numbers) return null;
    const [x, y, width, height] = numbers as [number, number, number, number];
    return {
      kind: 'bounding-box',
      x: Math.min(x, x + width),
      y: Math.min(y, y + height),
      width: Math.abs(width),
      height: Math.abs(height),
    };
  },
  'rotated-bounding-box': (value) => {
    const corners = pointsOf(isObject(value) ? value.corners : undefined);
    const [a, b, c, d] = corners ?? [];
    if (a && b && c && d) return rotatedFromCorners([a, b, c, d]);
    const numbers = numbersOf(value, ['x', 'y', 'width', 'height']);
    if (!numbers) return null;
    const [x, y, width, height] = numbers as [number, number, number, number];
    const [rotation = 0] = numbersOf(value, ['rotation']) ?? [];
    return withoutNegativeSizes({ kind: 'rotated-bounding-box', x, y, width, height, rotation });
  },
  polygon: (value, member) => {
    const ring = ringOf(value);
    return ring && ring.length > 0 ? { kind: 'polygon', ring, holes: ringsOf(member.polygonHoles) } : null;
  },
  polyline: (value) => {
    const points = pointsOf(value);
    return points && points.length > 0 ? { kind: 'polyline', points } : null;
  },
  point: (value) => {
    const point = pointOf(value);
    return point ? { kind: 'point', point } : null;
  },
  segmentation: (value) => {
    const zones = isObject(value) && Array.isArray(value.zones) ? value.zones.map(zoneOf) : null;
    return zones ? { kind: 'segmentation', zones: zones.filter((zone) => zone !== null) } : null;
  },
  spline: (value, member) => {
    const points = pointsOf(value);
    if (!points || points.length === 0) return null;
    const [first] = points;
    const last = points.at(-1);
    const closed = points.length > 3 && first !== undefined && last !== undefined && samePoint(first, last);
    const knots = closed ? points.slice(0, -1) : points;
    return {
      kind: 'spline',
      points: knots,
      closed,
      handles: handlesFrom(knots, closed, pointsOf(member.splineBezier) ?? []),
    };
  },
  circle: (value) => {
    const numbers = numbersOf(value, ['x', 'y', 'radius']);
    if (!numbers) return null;
    const [x, y, radius] = numbers as [number, number, number];
    return { kind: 'circle', x, y, radius: Math.abs(radius) };
  },
  ellipse: (value) => {
    const numbers = numbersOf(value, ['x', 'y', 'radiusX', 'radiusY']);
    if (!numbers) return null;
    const [x, y, radiusX, radiusY] = numbers as [number, number, number, number];
    const [rotation = 0] = numbersOf(value, ['rotation']) ?? [];
    return { kind: 'ellipse', x, y, radiusX: Math.abs(radiusX), radiusY: Math.abs(radiusY), rotation };
  },
};

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numbersOf(value: Json | undefined, keys: readonly string[]): number[] | null {
  if (!isObject(value)) return null;
  const numbers = keys.map((key) => value[key]);
  return numbers.every((number): number is number => Number.isFinite(number)) ? numbers : null;
}

function pointOf(value: Json | undefined): Point | null {
  if (!Array.isArray(value)) return null;
  const [x, y] = value as readonly Json[];
  if (typeof x !== 'number' || typeof y !== 'number') return null;
  const point: Point = [x, y];
  return isFinitePoint(point) ? point : null;
}

function pointsOf(value: Json | undefined): Point[] | null {
  if (!Array.isArray(value)) return null;
  const points = value.map(pointOf);
  return points.every((point) => point !== null) ? points : null;
}

function ringOf(value: Json | undefined): Point[] | null {
  const points = pointsOf(value);
  return points ? withoutClosing(points) : null;
}

/** A repeated last point says nothing in a ring. */
function withoutClosing(points: Point[]): Point[] {
  const [first] = points;
  const last = points.at(-1);
  return points.length > 1 && first && last && samePoint(first, last)
    ? withoutRepeats(points.slice(0, -1), false)
    : points;
}

function ringsOf(value: Json | undefined): Point[][] {
  if (!Array.isArray(value)) return [];
  const isBareRing = Array.isArray(value[0]) && typeof value[0][0] === 'number';
  return (isBareRing ? [value] : value).map(ringOf).filter((ring) => ring !== null && ring.length > 2) as Point[][];
}

function zoneOf(value: Json): Zone | null {
  const region = isObject(value) ? ringOf(value.region) : null;
  return isObject(value) && region && region.length > 2 ? { region, holes: ringsOf(value.holes) } : null;
}
