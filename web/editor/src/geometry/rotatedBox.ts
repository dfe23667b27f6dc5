import type { RotatedBox } from './geometry';
import { add, between, directionOf, distance, dot, type Point, rotatedAbout, scaled, subtract } from './point';

export type Corners = readonly [topLeft: Point, bottomLeft: Point, bottomRight: Point, topRight: Point];

/** The unit vectors along the width and the height. */
export function axesOf(rotation: number): [Point, Point] {
  const angle = (rotation * Math.PI) / 180;
  return [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ];
}

/** Corners in the order of the wire: top left, bottom left, bottom right, top right in the box's own frame. */
export function cornersOfRotated({ x, y, width, height, rotation }: RotatedBox): Corners {
  const [u, v] = axesOf(rotation);
  const start: Point = [x, y];
  const below = add(start, scaled(v, height));
  return [start, below, add(below, scaled(u, width)), add(start, scaled(u, width))];
}

/** The box with these corners; the fourth corner follows from the others. */
export function rotatedFromCorners([topLeft, bottomLeft, bottomRight]: Corners): RotatedBox {
  const width = distance(bottomLeft, bottomRight);
  const height = distance(topLeft, bottomLeft);
  const rotation =
    width > 0 ? directionOf(bottomLeft, bottomRight) : height > 0 ? directionOf(topLeft, bottomLeft) - 90 : 0;
  const box: RotatedBox = {
    kind: 'rotated-bounding-box',
    x: topLeft[0],
    y: topLeft[1],
    width,
    height,
    rotation: foldAngle(rotation),
  };
  const isMirrored = dot(subtract(bottomLeft, topLeft), axesOf(rotation)[1]) < 0;
  return isMirrored ? { ...box, x: bottomLeft[0], y: bottomLeft[1] } : box;
}

/** The same box without negative sizes: x and y move along the axes, the rotation stays. */
export function withoutNegativeSizes(box: RotatedBox): RotatedBox {
  const [u, v] = axesOf(box.rotation);
  let start: Point = [box.x, box.y];
  if (box.width < 0) start = add(start, scaled(u, box.width));
  if (box.height < 0) start = add(start, scaled(v, box.height));
  return { ...box, x: start[0], y: start[1], width: Math.abs(box.width), height: Math.abs(box.height) };
}

export const centreOfRotated = (box: RotatedBox): Point => {
  const [topLeft, , bottomRight] = cornersOfRotated(box);
  return between(topLeft, bottomRight, 0.5);
};

/** The box turned about its centre. */
export function turned(box: RotatedBox, degrees: number): RotatedBox {
  const [x, y] = rotatedAbout([box.x, box.y], centreOfRotated(box), degrees);
  return { ...box, x, y, rotation: foldAngle(box.rotation + degrees) };
}

/** An angle in (-180, 180]. */
export function foldAngle(degrees: number): number {
  if (degrees > -180 && degrees <= 180) return degrees;
  const folded = ((degrees % 360) + 360) % 360;
  return folded > 180 ? folded - 360 : folded;
}
