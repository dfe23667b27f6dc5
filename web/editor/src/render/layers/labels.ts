import type { PlacedShape } from '../scene/placedShape';
import { boxOnScreen, type View } from '../view';

const font = '12px system-ui, sans-serif';
const height = 16;
const padding = 4;
/** Shapes narrower than this on the screen carry no label, which would hide them. */
export const narrowest = 24;

const widths = new Map<string, number>();

/** Writes the label of a shape over its upper left corner, as seen. The context must be in CSS pixels. */
export function paintLabel(context: CanvasRenderingContext2D, view: View, placed: PlacedShape): void {
  const { label, color } = placed.shape;
  if (label !== '') paintText(context, view, placed, { text: label, color });
}

/** Writes the mark of a shape in the place of its label. The context must be in CSS pixels. */
export function paintMark(context: CanvasRenderingContext2D, view: View, placed: PlacedShape): void {
  const { mark } = placed.shape;
  if (mark) paintText(context, view, placed, mark);
}

function paintText(
  context: CanvasRenderingContext2D,
  view: View,
  placed: PlacedShape,
  { text, color }: { readonly text: string; readonly color: string },
): void {
  const box = boxOnScreen(view, placed);
  const top = Math.round(box.minY) - height - 1;
  const left = Math.round(box.minX);
  context.font = font;
  context.fillStyle = color;
  context.fillRect(left, top, widthOf(context, text) + 2 * padding, height);
  context.fillStyle = isLight(color) ? '#000000' : '#ffffff';
  context.textBaseline = 'middle';
  context.fillText(text, left + padding, top + height / 2 + 1);
}

export function isWideEnough(view: View, placed: PlacedShape): boolean {
  const side = Math.max(placed.maxX - placed.minX, placed.maxY - placed.minY) * view.scale;
  return side >= narrowest || placed.outlines.length === 0;
}

function widthOf(context: CanvasRenderingContext2D, label: string): number {
  const known = widths.get(label);
  if (known !== undefined) return known;
  if (widths.size > 5_000) widths.clear();
  const width = Math.ceil(context.measureText(label).width);
  widths.set(label, width);
  return width;
}

/** Relative luminance above the value from which black has the higher contrast (WCAG 2.2). */
export function isLight(color: string): boolean {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) > 0.179;
}
