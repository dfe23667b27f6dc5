import type { Point } from '../model/answer';

export type { Point };

/** The item at an index that may lie outside; the list is taken as a ring. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[((index % items.length) + items.length) % items.length];
  if (item === undefined) throw new RangeError('at() of an empty list');
  return item;
}

export const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]];
export const subtract = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
export const scaled = (a: Point, factor: number): Point => [a[0] * factor, a[1] * factor];
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1];
export const cross = (a: Point, b: Point): number => a[0] * b[1] - a[1] * b[0];
export const lengthOf = (a: Point): number => Math.hypot(a[0], a[1]);
export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const between = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
export const samePoint = (a: Point, b: Point, epsilon = 0): boolean =>
  Math.abs(a[0] - b[0]) <= epsilon && Math.abs(a[1] - b[1]) <= epsilon;
export const isFinitePoint = (a: Point): boolean => Number.isFinite(a[0]) && Number.isFinite(a[1]);

/** Turns a point about a centre; positive degrees are clockwise on screen, since y grows downwards. */
export function rotatedAbout(point: Point, centre: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const [x, y] = subtract(point, centre);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos];
}

/** Direction from a to b in degrees, clockwise on screen from the x axis. */
export const directionOf = (a: Point, b: Point): number => (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
