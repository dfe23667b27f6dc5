import { type Bounds, boundsOf, centreOf, clamped, isInside, overlap } from './bounds';
import type { Box, Geometry } from './geometry';
import { areaOf, boundsOfGeometry } from './measure';
import { rounded } from './rounded';
import { tidied } from './tidy';
import { boxFrom, mapPoints } from './transform';

export interface Limits {
  /** Shapes are kept inside; null lets them go beyond the border. */
  readonly picture: Bounds | null;
  /** Least width and height, in picture pixels. */
  readonly leastSize?: number;
  /** Least area, in square pixels. */
  readonly leastArea?: number;
}

/**
 * The geometry as the store may have it: finite, rounded, sizes not negative, no repeated points, inside the picture.
 * Null when nothing worth keeping is left. Rotated boxes, circles and ellipses are moved inside rather than cut,
 * and only their centre is held, since they cannot be cut and keep their kind.
 */
export function normalised(geometry: Geometry, limits: Limits): Geometry | null {
  const tidy = tidied(geometry);
  if (!tidy) return null;
  const inside =
    limits.picture && !isInside(boundsOfGeometry(tidy), limits.picture) ? held(tidy, limits.picture) : tidy;
  const kept = inside && tidied(rounded(inside));
  return kept && isBigEnough(kept, limits) ? kept : null;
}

function isBigEnough(geometry: Geometry, { leastSize = 0, leastArea = 0 }: Limits): boolean {
  if (geometry.kind === 'point') return true;
  const { minX, minY, maxX, maxY } = boundsOfGeometry(geometry);
  const [width, height] = [maxX - minX, maxY - minY];
  if (geometry.kind === 'polyline' || geometry.kind === 'spline') {
    return Math.max(width, height) > 0 && Math.max(width, height) >= leastSize;
  }
  return width > 0 && height > 0 && Math.min(width, height) >= leastSize && areaOf(geometry) >= leastArea;
}

function held(geometry: Geometry, picture: Bounds): Geometry | null {
  switch (geometry.kind) {
    case 'bounding-box':
      return cutBox(geometry, picture);
    case 'rotated-bounding-box':
    case 'circle':
    case 'ellipse': {
      const middle = centreOf(boundsOfGeometry(geometry));
      const [x, y] = clamped(middle, picture);
      return { ...geometry, x: geometry.x + x - middle[0], y: geometry.y + y - middle[1] };
    }
    default:
      return mapPoints(geometry, (point) => clamped(point, picture));
  }
}

function cutBox({ x, y, width, height }: Box, picture: Bounds): Box | null {
  const bounds = { minX: x, minY: y, maxX: x + width, maxY: y + height };
  if (!overlap(bounds, picture)) return null;
  return boxFrom(
    boundsOf([clamped([bounds.minX, bounds.minY], picture), clamped([bounds.maxX, bounds.maxY], picture)]),
  );
}
