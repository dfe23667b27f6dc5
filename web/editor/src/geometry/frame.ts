import { boundsOf, centreOf } from './bounds';
import type { Box, Ellipse, Geometry, RotatedBox } from './geometry';
import { add, type Point, rotatedAbout, scaled, subtract } from './point';
import { axesOf, centreOfRotated } from './rotatedBox';

/** A rectangle that may be turned: what boxes and ellipses are resized and turned by. */
export interface Frame {
  readonly centre: Point;
  readonly width: number;
  readonly height: number;
  /** Degrees, clockwise. */
  readonly rotation: number;
}

/** A side or corner of a frame: -1, 0 or 1 along its width and height. */
export type Side = readonly [-1 | 0 | 1, -1 | 0 | 1];

export const SIDES: readonly Side[] = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
];

export type Framed = Box | RotatedBox | Ellipse;

export const isFramed = (geometry: Geometry): geometry is Framed =>
  geometry.kind === 'bounding-box' || geometry.kind === 'rotated-bounding-box' || geometry.kind === 'ellipse';

export function frameOf(geometry: Framed): Frame {
  const { x, y } = geometry;
  switch (geometry.kind) {
    case 'bounding-box': {
      const { width, height } = geometry;
      return { centre: [x + width / 2, y + height / 2], width, height, rotation: 0 };
    }
    case 'rotated-bounding-box': {
      const { width, height, rotation } = geometry;
      return { centre: centreOfRotated(geometry), width, height, rotation };
    }
    case 'ellipse':
      return {
        centre: [x, y],
        width: geometry.radiusX * 2,
        height: geometry.radiusY * 2,
        rotation: geometry.rotation,
      };
  }
}

/** The geometry with another frame. An upright box stays upright. */
export function inFrame(geometry: Framed, { centre, width, height, rotation }: Frame): Framed {
  const [x, y] = centre;
  switch (geometry.kind) {
    case 'bounding-box':
      return { ...geometry, x: x - width / 2, y: y - height / 2, width, height };
    case 'rotated-bounding-box': {
      const corner = rotatedAbout([x - width / 2, y - height / 2], centre, rotation);
      return { ...geometry, x: corner[0], y: corner[1], width, height, rotation };
    }
    case 'ellipse':
      return { ...geometry, x, y, radiusX: width / 2, radiusY: height / 2, rotation };
  }
}

/** Where a side or corner of the frame is; `beyond` is a distance outside of it. */
export function sideOf({ centre, width, height, rotation }: Frame, [dx, dy]: Side, beyond = 0): Point {
  const [u, v] = axesOf(rotation);
  return add(centre, add(scaled(u, dx * (width / 2 + beyond)), scaled(v, dy * (height / 2 + beyond))));
}

export interface ResizeOptions {
  readonly keepsAspect: boolean;
  readonly aboutCentre: boolean;
}

/** The frame with a side or corner at another place; past the opposite side it turns over, never negative. */
export function resized(frame: Frame, side: Side, to: Point, options: ResizeOptions): Frame {
  const local = rotatedAbout(subtract(to, frame.centre), [0, 0], -frame.rotation);
  const half: Point = [frame.width / 2, frame.height / 2];
  const fixed: Point = options.aboutCentre ? [0, 0] : [-side[0] * half[0], -side[1] * half[1]];
  const factors = factorsOf(half, side, local, fixed, options);
  // The pulled side is put where the pointer is, not reckoned by a factor, so that whole pixels stay whole.
  const ends = (axis: 0 | 1): [number, number] => {
    if (side[axis] !== 0 && !options.keepsAspect)
      return [options.aboutCentre ? -local[axis] : fixed[axis], local[axis]];
    const end = (corner: number) => fixed[axis] + (corner - fixed[axis]) * factors[axis];
    return [end(-half[axis]), end(half[axis])];
  };
  const [[x0, x1], [y0, y1]] = [ends(0), ends(1)];
  const bounds = boundsOf([
    [x0, y0],
    [x1, y1],
  ]);
  return {
    centre: add(frame.centre, rotatedAbout(centreOf(bounds), [0, 0], frame.rotation)),
    width: bounds.maxX - bounds.minX,
    height: bounds.maxY - bounds.minY,
    rotation: frame.rotation,
  };
}

function factorsOf(half: Point, side: Side, local: Point, fixed: Point, { keepsAspect }: ResizeOptions): Point {
  const factor = (axis: 0 | 1): number => {
    const length = side[axis] * half[axis] - fixed[axis];
    return side[axis] === 0 || length === 0 ? 1 : (local[axis] - fixed[axis]) / length;
  };
  const [x, y] = [factor(0), factor(1)];
  if (!keepsAspect) return [x, y];
  if (side[0] === 0) return [Math.abs(y), y];
  if (side[1] === 0) return [x, Math.abs(x)];
  const larger = Math.max(Math.abs(x), Math.abs(y));
  return [larger * (x < 0 ? -1 : 1), larger * (y < 0 ? -1 : 1)];
}
