import { boundsOf } from './bounds';
import type { Box, Ellipse, Geometry, Segmentation, Spline } from './geometry';
import { isFinitePoint } from './point';
import { type Ring, signedArea, withoutRepeats } from './ring';
import { foldAngle, withoutNegativeSizes } from './rotatedBox';
import { boxFrom } from './transform';

/** The geometry without repeated points, negative sizes and rings of no area; null when it is not finite or empty. */
export function tidied(geometry: Geometry): Geometry | null {
  switch (geometry.kind) {
    case 'bounding-box':
      return tidiedBox(geometry);
    case 'rotated-bounding-box':
      return areFinite(geometry.x, geometry.y, geometry.width, geometry.height, geometry.rotation)
        ? withoutNegativeSizes({ ...geometry, rotation: foldAngle(geometry.rotation) })
        : null;
    case 'circle':
      return areFinite(geometry.x, geometry.y, geometry.radius)
        ? { ...geometry, radius: Math.abs(geometry.radius) }
        : null;
    case 'ellipse':
      return tidiedEllipse(geometry);
    case 'point':
      return isFinitePoint(geometry.point) ? geometry : null;
    case 'polyline': {
      const points = withoutRepeats(geometry.points.filter(isFinitePoint), false);
      return points.length > 1 ? { ...geometry, points } : null;
    }
    case 'spline':
      return tidiedSpline(geometry);
    case 'polygon': {
      const ring = tidiedRing(geometry.ring);
      return ring ? { ...geometry, ring, holes: tidiedRings(geometry.holes) } : null;
    }
    case 'segmentation':
      return tidiedZones(geometry);
  }
}

const areFinite = (...numbers: readonly number[]): boolean => numbers.every(Number.isFinite);

function tidiedBox(box: Box): Box | null {
  const { x, y, width, height } = box;
  if (!areFinite(x, y, width, height)) return null;
  if (width >= 0 && height >= 0) return box;
  return boxFrom(
    boundsOf([
      [x, y],
      [x + width, y + height],
    ]),
  );
}

function tidiedEllipse(ellipse: Ellipse): Ellipse | null {
  const { x, y, radiusX, radiusY, rotation } = ellipse;
  if (!areFinite(x, y, radiusX, radiusY, rotation)) return null;
  return { ...ellipse, radiusX: Math.abs(radiusX), radiusY: Math.abs(radiusY), rotation: foldAngle(rotation) };
}

function tidiedSpline(spline: Spline): Spline | null {
  const kept = spline.points.flatMap((point, index) => {
    const previous = spline.points[index - 1];
    const repeats = previous && previous[0] === point[0] && previous[1] === point[1];
    return isFinitePoint(point) && !repeats ? [{ point, handles: spline.handles[index] ?? null }] : [];
  });
  const line = kept.map(({ point }) => point);
  const ring = withoutRepeats(line, true);
  const closed = spline.closed && ring.length > 2;
  const points = closed ? ring : line;
  if (points.length < 2) return null;
  return { ...spline, points, closed, handles: kept.slice(0, points.length).map(({ handles }) => handles) };
}

function tidiedZones(segmentation: Segmentation): Segmentation | null {
  const zones = segmentation.zones.flatMap(({ region, holes }) => {
    const outer = tidiedRing(region);
    return outer ? [{ region: outer, holes: tidiedRings(holes) }] : [];
  });
  return zones.length > 0 ? { ...segmentation, zones } : null;
}

const tidiedRings = (rings: readonly Ring[]): Ring[] => rings.map(tidiedRing).filter((ring) => ring !== null);

function tidiedRing(ring: Ring): Ring | null {
  const points = withoutRepeats(ring.filter(isFinitePoint), true);
  return points.length > 2 && signedArea(points) !== 0 ? points : null;
}
