import type { Point } from '../model/answer';
import type { Box } from './box';

/** A place on the screen: CSS pixels from the top left corner of the drawing area. An object, so that no `Point` is taken for it. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Rotation = 0 | 90 | 180 | 270;

/** How the picture lies on the screen: turned clockwise, then mirrored left to right, scaled, moved. */
export interface View {
  /** CSS pixels per pixel of the picture. */
  readonly scale: number;
  /** Where the picture's origin lies on the screen. */
  readonly x: number;
  readonly y: number;
  readonly rotation: Rotation;
  readonly flipped: boolean;
}

/** x' = a x + c y + e, y' = b x + d y + f, as the canvas names them. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const quarters: Record<Rotation, readonly [cos: number, sin: number]> = {
  0: [1, 0],
  90: [0, 1],
  180: [-1, 0],
  270: [0, -1],
};

/** From the picture to the screen: to CSS pixels, or with the screen's ratio to device pixels. */
export function matrixOf(view: View, pixelRatio = 1): Matrix {
  const [cos, sin] = quarters[view.rotation];
  const scale = view.scale * pixelRatio;
  const mirror = view.flipped ? -scale : scale;
  return {
    a: cos * mirror,
    b: sin * scale,
    c: -sin * mirror,
    d: cos * scale,
    e: view.x * pixelRatio,
    f: view.y * pixelRatio,
  };
}

/** The same view moved by less than a device pixel, so that its origin lies on a whole one: moving it then never blurs. */
export function snapToPixels(view: View, pixelRatio: number): View {
  return { ...view, x: Math.round(view.x * pixelRatio) / pixelRatio, y: Math.round(view.y * pixelRatio) / pixelRatio };
}

export function toScreen(view: View, [x, y]: Point): ScreenPoint {
  const m = matrixOf(view);
  return { x: m.a * x + m.c * y + m.e, y: m.b * x + m.d * y + m.f };
}

export function toPicture(view: View, { x, y }: ScreenPoint): Point {
  const m = matrixOf(view);
  const determinant = m.a * m.d - m.b * m.c;
  const dx = x - m.e;
  const dy = y - m.f;
  return [(m.d * dx - m.c * dy) / determinant, (m.a * dy - m.b * dx) / determinant];
}

/** The part of the picture's plane that the drawing area shows, in pixels of the picture. */
export function visibleBox(view: View, area: Size): Box {
  const [ax, ay] = toPicture(view, { x: 0, y: 0 });
  const [bx, by] = toPicture(view, { x: area.width, y: area.height });
  return { minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) };
}

/** Where a box of the picture lies on the screen. */
export function boxOnScreen(view: View, box: Box): Box {
  const a = toScreen(view, [box.minX, box.minY]);
  const b = toScreen(view, [box.maxX, box.maxY]);
  return { minX: Math.min(a.x, b.x), minY: Math.min(a.y, b.y), maxX: Math.max(a.x, b.x), maxY: Math.max(a.y, b.y) };
}

export function panBy(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** Scales about a place of the screen, which keeps its place of the picture. */
export function zoomAt(view: View, at: ScreenPoint, scale: number): View {
  const factor = scale / view.scale;
  return { ...view, scale, x: at.x + (view.x - at.x) * factor, y: at.y + (view.y - at.y) * factor };
}

/** The whole picture in the middle of the area, as large as the margin allows. */
export function fitPicture(picture: Size, area: Size, turned: Pick<View, 'rotation' | 'flipped'>, margin = 16): View {
  const box = { minX: 0, minY: 0, maxX: picture.width, maxY: picture.height };
  return fitBox(box, area, turned, margin);
}

/** A box of the picture in the middle of the area. */
export function fitBox(box: Box, area: Size, turned: Pick<View, 'rotation' | 'flipped'>, margin = 16): View {
  const upright = turned.rotation === 0 || turned.rotation === 180;
  const width = Math.max(upright ? box.maxX - box.minX : box.maxY - box.minY, 1e-6);
  const height = Math.max(upright ? box.maxY - box.minY : box.maxX - box.minX, 1e-6);
  const scale = Math.min(Math.max(area.width - 2 * margin, 1) / width, Math.max(area.height - 2 * margin, 1) / height);
  const view: View = { scale, x: 0, y: 0, rotation: turned.rotation, flipped: turned.flipped };
  return centredOn(view, [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2], area);
}

/** Moves the view so that a place of the picture is in the middle. */
export function centredOn(view: View, point: Point, area: Size): View {
  const at = toScreen(view, point);
  return panBy(view, area.width / 2 - at.x, area.height / 2 - at.y);
}

/** Turns or mirrors what is seen about the middle of the area. */
export function turned(view: View, change: Partial<Pick<View, 'rotation' | 'flipped'>>, area: Size): View {
  const middle = toPicture(view, { x: area.width / 2, y: area.height / 2 });
  return centredOn({ ...view, ...change }, middle, area);
}
