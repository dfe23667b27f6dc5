import { type Bounds, boundsOf } from './bounds';
import type { Geometry } from './geometry';
import { add, type Point, rotatedAbout, scaled, subtract } from './point';
import { axesOf, cornersOfRotated, foldAngle, rotatedFromCorners, withoutNegativeSizes } from './rotatedBox';

/** Every point through a function that maps lines to lines; boxes, circles and ellipses keep their kind. */
export function mapPoints(geometry: Geometry, map: (point: Point) => Point): Geometry {
  switch (geometry.kind) {
    case 'bounding-box': {
      const bounds = boundsOf(
        [
          [geometry.x, geometry.y],
          [geometry.x + geometry.width, geometry.y + geometry.height],
        ].map((corner) => map(corner as [number, number])),
      );
      return boxFrom(bounds);
    }
    case 'rotated-bounding-box': {
      const [a, b, c, d] = cornersOfRotated(geometry);
      return rotatedFromCorners([map(a), map(b), map(c), map(d)]);
    }
    case 'polygon':
      return { ...geometry, ring: geometry.ring.map(map), holes: geometry.holes.map((hole) => hole.map(map)) };
    case 'polyline':
      return { ...geometry, points: geometry.points.map(map) };
    case 'point':
      return { ...geometry, point: map(geometry.point) };
    case 'segmentation': {
      const zones = geometry.zones.map(({ region, holes }) => ({
        region: region.map(map),
        holes: holes.map((hole) => hole.map(map)),
      }));
      return { ...geometry, zones };
    }
    case 'spline':
      return {
        ...geometry,
        points: geometry.points.map(map),
        handles: geometry.handles.map((pair, index) => {
          const knot = geometry.points[index];
          if (!pair || !knot) return null;
          const moved = map(knot);
          return [subtract(map(add(knot, pair[0])), moved), subtract(map(add(knot, pair[1])), moved)];
        }),
      };
    case 'circle': {
      const [x, y] = map([geometry.x, geometry.y]);
      const rim = subtract(map([geometry.x + geometry.radius, geometry.y]), [x, y]);
      const side = subtract(map([geometry.x, geometry.y + geometry.radius]), [x, y]);
      return { ...geometry, x, y, radius: Math.min(Math.hypot(...rim), Math.hypot(...side)) };
    }
    case 'ellipse':
      return mapEllipse(geometry, map);
  }
}

function mapEllipse(geometry: Extract<Geometry, { kind: 'ellipse' }>, map: (point: Point) => Point): Geometry {
  const centre: Point = [geometry.x, geometry.y];
  const [u, v] = axesOf(geometry.rotation);
  const [x, y] = map(centre);
  const first = subtract(map(add(centre, scaled(u, geometry.radiusX))), [x, y]);
  const second = subtract(map(add(centre, scaled(v, geometry.radiusY))), [x, y]);
  const radiusX = Math.hypot(...first);
  const rotation = radiusX > 0 ? foldAngle((Math.atan2(first[1], first[0]) * 180) / Math.PI) : geometry.rotation;
  return { ...geometry, x, y, radiusX, radiusY: Math.hypot(...second), rotation };
}

export const boxFrom = ({ minX, minY, maxX, maxY }: Bounds): Extract<Geometry, { kind: 'bounding-box' }> => ({
  kind: 'bounding-box',
  x: minX,
  y: minY,
  width: maxX - minX,
  height: maxY - minY,
});

/** Moved by an offset; sizes are kept exactly. */
export function translated(geometry: Geometry, by: Point): Geometry {
  switch (geometry.kind) {
    case 'bounding-box':
    case 'rotated-bounding-box':
    case 'circle':
    case 'ellipse':
      return { ...geometry, x: geometry.x + by[0], y: geometry.y + by[1] };
    default:
      return mapPoints(geometry, (point) => add(point, by));
  }
}

/** Turned about a centre. An upright box that is turned stays upright, as the box around its turned corners. */
export const rotated = (geometry: Geometry, centre: Point, degrees: number): Geometry =>
  mapPoints(geometry, (point) => rotatedAbout(point, centre, degrees));

/** Scaled about a fixed point; a negative factor mirrors. */
export const scaledAbout = (geometry: Geometry, fixed: Point, factors: Point): Geometry => {
  const changed = mapPoints(geometry, (point) => [
    fixed[0] + (point[0] - fixed[0]) * factors[0],
    fixed[1] + (point[1] - fixed[1]) * factors[1],
  ]);
  return changed.kind === 'rotated-bounding-box' ? withoutNegativeSizes(changed) : changed;
};
