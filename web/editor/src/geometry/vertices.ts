import type { Geometry, Segmentation, Zone } from './geometry';
import { at, type Point } from './point';
import { nearestOnLine, type OnLine } from './ring';

/** One of the lines whose points can be dragged one by one: ring 0, then its holes, zone after zone. */
export interface EditableLine {
  readonly points: readonly Point[];
  readonly closed: boolean;
  /** Fewest points with which the line is still one. */
  readonly least: number;
}

/** Names a vertex: the editable line and the place in it. */
export interface VertexId {
  readonly line: number;
  readonly index: number;
}

/** The lines that are edited point by point; boxes, circles and ellipses have handles of their own instead. */
export function editableLines(geometry: Geometry): EditableLine[] {
  switch (geometry.kind) {
    case 'polygon':
      return [geometry.ring, ...geometry.holes].map(closedLine);
    case 'segmentation':
      return geometry.zones.flatMap(({ region, holes }) => [region, ...holes].map(closedLine));
    case 'polyline':
      return [{ points: geometry.points, closed: false, least: 2 }];
    case 'spline':
      return [{ points: geometry.points, closed: geometry.closed, least: geometry.closed ? 3 : 2 }];
    case 'point':
      return [{ points: [geometry.point], closed: false, least: 1 }];
    default:
      return [];
  }
}

const closedLine = (points: readonly Point[]): EditableLine => ({ points, closed: true, least: 3 });

/** The geometry with one editable line replaced; null when nothing is left (its outer ring is gone). */
export function withLine(geometry: Geometry, line: number, points: readonly Point[] | null): Geometry | null {
  switch (geometry.kind) {
    case 'polygon': {
      const rings = replaced([geometry.ring, ...geometry.holes], line, points);
      const [ring, ...holes] = rings;
      return line === 0 && points === null ? null : ring ? { ...geometry, ring, holes } : null;
    }
    case 'segmentation':
      return withZoneLine(geometry, line, points);
    case 'polyline':
      return points ? { ...geometry, points } : null;
    case 'spline':
      return points ? { ...geometry, points, handles: handlesFor(geometry.handles, points.length) } : null;
    case 'point':
      return points?.[0] ? { ...geometry, point: points[0] } : null;
    default:
      return geometry;
  }
}

function withZoneLine(geometry: Segmentation, line: number, points: readonly Point[] | null): Geometry | null {
  let start = 0;
  const zones: Zone[] = [];
  for (const zone of geometry.zones) {
    const count = 1 + zone.holes.length;
    const isHere = line >= start && line < start + count;
    const [region, ...holes] = isHere ? replaced([zone.region, ...zone.holes], line - start, points) : [];
    if (!isHere) zones.push(zone);
    else if (region && !(line === start && points === null)) zones.push({ region, holes });
    start += count;
  }
  return zones.length > 0 ? { ...geometry, zones } : null;
}

function replaced<T>(items: readonly T[], index: number, item: T | null): T[] {
  return items.flatMap((old, place) => (place !== index ? [old] : item === null ? [] : [item]));
}

const handlesFor = <T>(handles: readonly (T | null)[], count: number): (T | null)[] =>
  Array.from({ length: count }, (_, index) => handles[index] ?? null);

/** The vertex moved to a place. */
export function withVertexAt(geometry: Geometry, id: VertexId, point: Point): Geometry {
  const line = editableLines(geometry)[id.line];
  if (!line) return geometry;
  return (
    withLine(
      geometry,
      id.line,
      line.points.map((old, index) => (index === id.index ? point : old)),
    ) ?? geometry
  );
}

/** A new vertex after the one named. */
export function withVertexAfter(geometry: Geometry, { line, index }: VertexId, point: Point): Geometry {
  const points = editableLines(geometry)[line]?.points;
  if (!points) return geometry;
  const changed = withLine(geometry, line, points.toSpliced(index + 1, 0, point)) ?? geometry;
  if (changed.kind !== 'spline' || geometry.kind !== 'spline') return changed;
  return { ...changed, handles: geometry.handles.toSpliced(index + 1, 0, null) };
}

/** Without a vertex; a line that would be too short goes as a whole, and null tells that nothing is left. */
export function withoutVertex(geometry: Geometry, { line, index }: VertexId): Geometry | null {
  const found = editableLines(geometry)[line];
  if (!found) return geometry;
  if (found.points.length <= found.least) return withLine(geometry, line, null);
  const changed = withLine(geometry, line, found.points.toSpliced(index, 1));
  if (changed?.kind !== 'spline' || geometry.kind !== 'spline') return changed;
  return { ...changed, handles: geometry.handles.toSpliced(index, 1) };
}

/** The edge nearest to a place, within reach. */
export function nearestEdge(geometry: Geometry, point: Point, reach: number): (OnLine & { line: number }) | null {
  let best: (OnLine & { line: number }) | null = null;
  editableLines(geometry).forEach(({ points, closed }, line) => {
    const found = points.length > 1 ? nearestOnLine(points, closed, point) : null;
    if (found && found.distance <= (best?.distance ?? reach)) best = { ...found, line };
  });
  return best;
}

/** Where a vertex is. */
export const vertexAt = (geometry: Geometry, { line, index }: VertexId): Point | null => {
  const points = editableLines(geometry)[line]?.points;
  return points && index >= 0 && index < points.length ? at(points, index) : null;
};
