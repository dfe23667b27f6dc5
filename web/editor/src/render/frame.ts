import type { Box } from './box';
import type { Look } from './renderer';
import { boxOnScreen, type Matrix, matrixOf, type View } from './view';

/** What one drawing is made for: the view, the area in CSS pixels, and the screen. */
export interface Frame {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly look: Look;
}

/** A box of whole device pixels. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function pixelMatrix({ view, pixelRatio }: Frame): Matrix {
  return matrixOf(view, pixelRatio);
}

export function wholeArea({ width, height, pixelRatio }: Frame): PixelRect {
  return { x: 0, y: 0, width: Math.round(width * pixelRatio), height: Math.round(height * pixelRatio) };
}

/** The device pixels that a box of the picture may touch, with a margin in CSS pixels; null when off the area. */
export function pixelsOf(frame: Frame, box: Box, margin: number): PixelRect | null {
  const on = boxOnScreen(frame.view, box);
  const area = wholeArea(frame);
  const x = Math.max(0, Math.floor((on.minX - margin) * frame.pixelRatio));
  const y = Math.max(0, Math.floor((on.minY - margin) * frame.pixelRatio));
  const right = Math.min(area.width, Math.ceil((on.maxX + margin) * frame.pixelRatio));
  const bottom = Math.min(area.height, Math.ceil((on.maxY + margin) * frame.pixelRatio));
  return right <= x || bottom <= y ? null : { x, y, width: right - x, height: bottom - y };
}

/** Whether two frames differ by a movement only. */
export function sameButMoved(a: Frame, b: Frame): boolean {
  return (
    a.view.scale === b.view.scale &&
    a.view.rotation === b.view.rotation &&
    a.view.flipped === b.view.flipped &&
    sameArea(a, b) &&
    a.look === b.look
  );
}

export function sameArea(a: Frame, b: Frame): boolean {
  return a.width === b.width && a.height === b.height && a.pixelRatio === b.pixelRatio;
}
