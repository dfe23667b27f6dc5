import type { Frame } from '../frame';
import type { Arrow, Cursor, Handle, Path, Pin } from '../renderer';
import { toScreen, type View } from '../view';
import { isLight } from './labels';

const dark = '#000000';
const light = '#ffffff';
const accent = '#1c7ed6';
/** CSS pixels. */
const handleSize = 10;
const headSize = 10;
const pinSize = 11;

/** Help lines: a light dashed line on a dark one, seen on any background. */
export function paintGuides(context: CanvasRenderingContext2D, view: View, guides: readonly Path[]): void {
  if (guides.length === 0) return;
  context.beginPath();
  for (const { points, closed } of guides) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const at = toScreen(view, [points[i] ?? 0, points[i + 1] ?? 0]);
      if (i === 0) context.moveTo(at.x, at.y);
      else context.lineTo(at.x, at.y);
    }
    if (closed) context.closePath();
  }
  doubleStroke(context, [4, 4]);
}

export function paintHandles(context: CanvasRenderingContext2D, view: View, handles: readonly Handle[]): void {
  context.lineWidth = 1.5;
  context.strokeStyle = dark;
  for (const handle of handles) {
    const at = toScreen(view, handle.point);
    context.fillStyle = handle.active ? accent : light;
    context.beginPath();
    addHandle(context, handle.kind, at.x, at.y);
    context.fill();
    context.stroke();
  }
}

function addHandle(context: CanvasRenderingContext2D, kind: Handle['kind'], x: number, y: number): void {
  const half = handleSize / 2;
  switch (kind) {
    case 'corner':
    case 'edge':
      context.rect(x - half, y - half, handleSize, handleSize);
      return;
    case 'insert':
      context.arc(x, y, half - 2, 0, 2 * Math.PI);
      return;
    default:
      context.arc(x, y, half, 0, 2 * Math.PI);
  }
}

export function paintArrows(context: CanvasRenderingContext2D, view: View, arrows: readonly Arrow[]): void {
  for (const arrow of arrows) {
    const from = toScreen(view, arrow.from);
    const to = toScreen(view, arrow.to);
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    addHead(context, to, angle);
    if (arrow.both) addHead(context, from, angle + Math.PI);
    context.lineCap = 'round';
    context.strokeStyle = light;
    context.lineWidth = 4;
    context.stroke();
    context.strokeStyle = arrow.color;
    context.lineWidth = 2;
    context.stroke();
    if (arrow.label) paintText(context, arrow.label, (from.x + to.x) / 2, (from.y + to.y) / 2, arrow.color);
  }
}

function addHead(context: CanvasRenderingContext2D, tip: { x: number; y: number }, angle: number): void {
  for (const side of [-0.45, 0.45]) {
    context.moveTo(tip.x, tip.y);
    context.lineTo(tip.x - headSize * Math.cos(angle + side), tip.y - headSize * Math.sin(angle + side));
  }
}

/** A drop whose tip is the place. */
export function paintPins(context: CanvasRenderingContext2D, view: View, pins: readonly Pin[]): void {
  for (const pin of pins) {
    const { x, y } = toScreen(view, pin.point);
    const size = pin.active ? pinSize + 3 : pinSize;
    const middle = y - 1.6 * size;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, middle, size, Math.PI - 0.65, 0.65);
    context.closePath();
    context.fillStyle = pin.color;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = light;
    context.stroke();
    if (pin.label) paintText(context, pin.label, x, middle, null, isLight(pin.color) ? dark : light);
  }
}

function paintText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  background: string | null,
  color = background && isLight(background) ? dark : light,
): void {
  context.font = '12px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (background) {
    const width = context.measureText(text).width + 8;
    context.fillStyle = background;
    context.fillRect(x - width / 2, y - 8, width, 16);
  }
  context.fillStyle = color;
  context.fillText(text, x, y);
  context.textAlign = 'start';
}

export function paintCursor(context: CanvasRenderingContext2D, frame: Frame, cursor: Cursor): void {
  const { x, y } = toScreen(frame.view, cursor.point);
  context.beginPath();
  if (cursor.kind === 'brush') {
    context.arc(x, y, Math.max(cursor.radius * frame.view.scale, 1), 0, 2 * Math.PI);
    doubleStroke(context, []);
    return;
  }
  if (!frame.look.crosshair) return;
  context.moveTo(0, y);
  context.lineTo(frame.width, y);
  context.moveTo(x, 0);
  context.lineTo(x, frame.height);
  doubleStroke(context, [6, 6]);
}

function doubleStroke(context: CanvasRenderingContext2D, dash: number[]): void {
  context.lineCap = 'butt';
  context.lineWidth = 1.5;
  context.strokeStyle = dark;
  context.stroke();
  context.setLineDash(dash);
  context.strokeStyle = light;
  context.stroke();
  context.setLineDash([]);
}
