import type { Point, Shape } from './shapes';
import { type Size, toScreen, type Viewport } from './viewport';

/** A picture that can be drawn, and its size in pixels. */
export interface Picture extends Size {
  image: CanvasImageSource;
}

const paths = new WeakMap<Shape, Path2D>();
const smoothBelow = 3;
const pointRadius = 5;

/** Makes the canvas as sharp as the screen and empties it. */
export function prepare(canvas: HTMLCanvasElement, screen: Size): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(screen.width * ratio), Math.round(screen.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, screen.width, screen.height);
  return context;
}

export function drawPicture(context: CanvasRenderingContext2D, picture: Picture, view: Viewport, opacity = 1): void {
  // Enlarged pixels stay squares: annotators look at single ones.
  context.imageSmoothingEnabled = view.scale < smoothBelow;
  context.globalAlpha = opacity;
  context.drawImage(picture.image, view.x, view.y, picture.width * view.scale, picture.height * view.scale);
  context.globalAlpha = 1;
}

export function drawShapes(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  view: Viewport,
  screen: Size,
): void {
  for (const shape of shapes) {
    if (isOnScreen(shape, view, screen)) {
      drawShape(context, shape, view, { width: 2, fill: 0.18, color: shape.color });
    }
  }
}

/** Draws a shape so that it stands out from the others. */
export function drawHighlight(context: CanvasRenderingContext2D, shape: Shape, view: Viewport): void {
  drawShape(context, shape, view, { width: 5, fill: 0, color: '#ffffff' });
  drawShape(context, shape, view, { width: 3, fill: 0.35, color: shape.color });
}

/** Writes the class above the shape's top left corner. */
export function drawLabel(context: CanvasRenderingContext2D, shape: Shape, view: Viewport): void {
  if (shape.bounds === null) {
    return;
  }
  const [x, y] = toScreen(view, [shape.bounds.left, shape.bounds.top]);
  context.font = "500 12px 'Inter Variable', system-ui, sans-serif";
  const width = context.measureText(shape.title).width + 10;
  const top = Math.max(y - 20, 2);
  context.fillStyle = shape.color;
  context.beginPath();
  context.roundRect(x - 1, top, width, 18, 3);
  context.fill();
  context.fillStyle = isLight(shape.color) ? '#101418' : '#ffffff';
  context.textBaseline = 'middle';
  context.fillText(shape.title, x + 4, top + 9.5);
}

interface Stroke {
  /** In pixels of the screen. */
  width: number;
  /** Opacity of the inside. */
  fill: number;
  color: string;
}

function drawShape(
  context: CanvasRenderingContext2D,
  shape: Shape,
  view: Viewport,
  { width, fill, color }: Stroke,
): void {
  if (shape.geometry === null) {
    return;
  }
  context.strokeStyle = color;
  context.fillStyle = color;
  if (shape.geometry.kind === 'point') {
    drawPoint(context, toScreen(view, shape.geometry.point), width);
    return;
  }
  const path = pathOf(shape);
  context.save();
  context.transform(view.scale, 0, 0, view.scale, view.x, view.y);
  context.lineWidth = width / view.scale;
  context.lineJoin = 'round';
  if (shape.geometry.kind === 'areas' && fill > 0) {
    context.globalAlpha = fill;
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
  }
  context.stroke(path);
  context.restore();
}

function drawPoint(context: CanvasRenderingContext2D, [x, y]: Point, width: number): void {
  context.beginPath();
  context.arc(x, y, pointRadius + width - 2, 0, 2 * Math.PI);
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = '#ffffff';
  context.stroke();
}

function pathOf(shape: Shape): Path2D {
  const known = paths.get(shape);
  if (known) {
    return known;
  }
  const path = new Path2D();
  if (shape.geometry?.kind === 'areas') {
    for (const area of shape.geometry.areas) {
      for (const ring of [area.outer, ...area.holes]) {
        trace(path, ring);
        path.closePath();
      }
    }
  } else if (shape.geometry?.kind === 'line') {
    trace(path, shape.geometry.points);
  }
  paths.set(shape, path);
  return path;
}

function trace(path: Path2D, points: readonly Point[]): void {
  points.forEach(([x, y], index) => {
    if (index === 0) {
      path.moveTo(x, y);
    } else {
      path.lineTo(x, y);
    }
  });
}

function isOnScreen({ bounds }: Shape, view: Viewport, screen: Size): boolean {
  if (bounds === null) {
    return false;
  }
  const [left, top] = toScreen(view, [bounds.left, bounds.top]);
  const [right, bottom] = toScreen(view, [bounds.right, bounds.bottom]);
  return (
    right >= -pointRadius &&
    bottom >= -pointRadius &&
    left <= screen.width + pointRadius &&
    top <= screen.height + pointRadius
  );
}

function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[0-9a-f]{2}/gi) ?? []).map((part) => Number.parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 150;
}
