import type { Geometry } from '../geometry/geometry';
import { dotsOf, pathOf, pathsOf } from '../geometry/path';
import type { MemberKey, Point } from '../model/answer';
import type { Arrow, Cursor, DrawnShape, Handle, Overlay, Path, Pin } from '../render/renderer';

/** Collects what a tool shows; it becomes the overlay of the renderer. */
export class Sketch {
  private readonly shapes: DrawnShape[] = [];
  private readonly handles: Handle[] = [];
  private readonly guides: Path[] = [];
  private readonly arrows: Arrow[] = [];
  private readonly pins: Pin[] = [];
  private cursor: Cursor | undefined;

  /** A shape; with the key of a stored one it is shown in its place. */
  shape(geometry: Geometry, look: { key?: MemberKey; color: string; dashed?: boolean; label?: string }): void {
    this.shapes.push({
      key: look.key ?? `draft-${this.shapes.length}`,
      paths: pathsOf(geometry),
      points: dotsOf(geometry),
      color: look.color,
      fill: geometry.kind === 'bounding-box' ? 0 : 0.15,
      dashed: look.dashed ?? false,
      label: look.label ?? '',
      z: Number.MAX_SAFE_INTEGER,
    });
  }

  /** A shape that is made already. */
  drawn(shape: DrawnShape): void {
    this.shapes.push(shape);
  }

  handle(point: Point, kind: Handle['kind'], active = false): void {
    this.handles.push({ point, kind, active });
  }

  guide(points: readonly Point[], closed = false): void {
    if (points.length > 1) this.guides.push(pathOf(points, closed));
  }

  arrow(arrow: Arrow): void {
    this.arrows.push(arrow);
  }

  pin(pin: Pin): void {
    this.pins.push(pin);
  }

  setCursor(cursor: Cursor): void {
    this.cursor = cursor;
  }

  overlay(): Overlay {
    const { shapes, handles, guides, arrows, pins, cursor } = this;
    return { shapes, handles, guides, arrows, pins, ...(cursor ? { cursor } : {}) };
  }
}
