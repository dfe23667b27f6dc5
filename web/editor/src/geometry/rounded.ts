import type { Geometry } from './geometry';
import type { Point } from './point';
import type { Ring } from './ring';

/** Hundredths of a pixel: about what a screen shows of the picture at the largest zoom. */
const LENGTHS = 100;
/** Of a degree: far out on the largest pictures this is less than a hundredth of a pixel. */
const ANGLES = 10_000;

// The sum makes a zero of a negative zero.
const inSteps = (value: number, steps: number): number => Math.round(value * steps) / steps + 0;
const length = (value: number): number => inSteps(value, LENGTHS);
const angle = (value: number): number => inSteps(value, ANGLES);
const spot = ([x, y]: Point): Point => [length(x), length(y)];
const line = (points: readonly Point[]): Point[] => points.map(spot);

/** The geometry in the precision in which it is stored. */
export function rounded(geometry: Geometry): Geometry {
  switch (geometry.kind) {
    case 'bounding-box': {
      // The edges are rounded, so that boxes that touch still do.
      const [x, y] = spot([geometry.x, geometry.y]);
      const [right, bottom] = spot([geometry.x + geometry.width, geometry.y + geometry.height]);
      return { ...geometry, x, y, width: length(right - x), height: length(bottom - y) };
    }
    case 'rotated-bounding-box': {
      const { x, y, width, height, rotation } = geometry;
      const sizes = { x: length(x), y: length(y), width: length(width), height: length(height) };
      return { ...geometry, ...sizes, rotation: angle(rotation) };
    }
    case 'circle':
      return { ...geometry, x: length(geometry.x), y: length(geometry.y), radius: length(geometry.radius) };
    case 'ellipse': {
      const { x, y, radiusX, radiusY, rotation } = geometry;
      const sizes = { x: length(x), y: length(y), radiusX: length(radiusX), radiusY: length(radiusY) };
      return { ...geometry, ...sizes, rotation: angle(rotation) };
    }
    case 'point':
      return { ...geometry, point: spot(geometry.point) };
    case 'polyline':
      return { ...geometry, points: line(geometry.points) };
    case 'spline': {
      const handles = geometry.handles.map((pair) => pair && ([spot(pair[0]), spot(pair[1])] as const));
      return { ...geometry, points: line(geometry.points), handles };
    }
    case 'polygon':
      return { ...geometry, ring: line(geometry.ring), holes: rings(geometry.holes) };
    case 'segmentation': {
      const zones = geometry.zones.map(({ region, holes }) => ({ region: line(region), holes: rings(holes) }));
      return { ...geometry, zones };
    }
  }
}

const rings = (holes: readonly Ring[]): Point[][] => holes.map(line);
