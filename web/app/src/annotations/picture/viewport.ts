import type { Bounds, Point } from './shapes';

export interface Size {
  width: number;
  height: number;
}

/** Where the picture lies on the screen: a point p of the picture is shown at p * scale + (x, y). */
export interface Viewport {
  scale: number;
  x: number;
  y: number;
}

const margin = 24;
const smallestScale = 0.02;
const largestScale = 64;

/** Shows a part of the picture as large as it fits. */
export function fitTo(part: Bounds, screen: Size, largest = largestScale): Viewport {
  const width = Math.max(part.right - part.left, 1);
  const height = Math.max(part.bottom - part.top, 1);
  const room = { width: Math.max(screen.width - 2 * margin, 1), height: Math.max(screen.height - 2 * margin, 1) };
  const scale = clamp(Math.min(room.width / width, room.height / height), smallestScale, largest);
  return {
    scale,
    x: (screen.width - scale * (part.left + part.right)) / 2,
    y: (screen.height - scale * (part.top + part.bottom)) / 2,
  };
}

/** Zooms so that what lies under a point of the screen stays there. */
export function zoomAt(view: Viewport, factor: number, [x, y]: Point): Viewport {
  const scale = clamp(view.scale * factor, smallestScale, largestScale);
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** Moves the picture, but never out of sight. */
export function pan(view: Viewport, by: Point, picture: Size, screen: Size): Viewport {
  return {
    scale: view.scale,
    x: clamp(view.x + by[0], margin - picture.width * view.scale, screen.width - margin),
    y: clamp(view.y + by[1], margin - picture.height * view.scale, screen.height - margin),
  };
}

/** The point of the picture under a point of the screen. */
export function toPicture(view: Viewport, [x, y]: Point): Point {
  return [(x - view.x) / view.scale, (y - view.y) / view.scale];
}

export function toScreen(view: Viewport, [x, y]: Point): Point {
  return [x * view.scale + view.x, y * view.scale + view.y];
}

function clamp(value: number, smallest: number, largest: number): number {
  return Math.min(Math.max(value, smallest), Math.max(smallest, largest));
}
