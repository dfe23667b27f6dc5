import type { Geometry } from '../../geometry/geometry';
import type { Editor } from '../Editor';
import { UNKNOWN_COLOR } from '../Scene';
import type { Sketch } from '../Sketch';
import { type Grip, gripsOf, lookOf } from './handles';
import type { EditedShape } from './SelectTool';

/** Shows a stored object with another geometry, in its place. */
export function drawInPlace(sketch: Sketch, editor: Editor, { key, member }: EditedShape, geometry: Geometry): void {
  const schemaClass = editor.schema.classOf('objects', member);
  sketch.shape(geometry, { key, color: schemaClass?.color ?? UNKNOWN_COLOR, label: schemaClass?.title ?? '' });
}

/** Vertices nearer to each other than this on the screen are not shown all. */
const LEAST_EDGE = 12;
const MOST_HANDLES = 2000;

/** Shows the handles of a shape. */
export function drawGrips(sketch: Sketch, editor: Editor, geometry: Geometry, active: Grip | null = null): void {
  const grips = gripsOf(geometry, editor.view.scale);
  const visible = editor.view.visible();
  const shown =
    grips.length > MOST_HANDLES
      ? grips.filter((_, index) => index % Math.ceil(grips.length / MOST_HANDLES) === 0)
      : grips;
  let last = { x: Number.NEGATIVE_INFINITY, y: 0 };
  for (const { grip, point } of shown) {
    const [x, y] = point;
    if (x < visible.minX || x > visible.maxX || y < visible.minY || y > visible.maxY) continue;
    const screen = editor.view.toScreen(point);
    const isActive = active !== null && isSame(grip, active);
    const isCrowded = grip.kind === 'vertex' && Math.hypot(screen.x - last.x, screen.y - last.y) < LEAST_EDGE;
    if (isCrowded && !isActive) continue;
    last = screen;
    sketch.handle(point, lookOf(grip), isActive);
  }
}

const isSame = (a: Grip, b: Grip): boolean => JSON.stringify(a) === JSON.stringify(b);
