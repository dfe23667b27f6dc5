import type { Geometry } from '../../geometry/geometry';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import { Tool } from '../Tool';
import { Idle } from './Idle';

/** Draws what two points span, by two clicks or by dragging; or what a fixed number of clicks give. */
export abstract class SpanTool extends Tool {
  /** How many points make the shape, as the options say. */
  get count(): number {
    return 2;
  }

  /** The shape of the points that are there; null while they are too few. */
  abstract shapeOf(points: readonly Point[]): Geometry | null;

  /** The place that a point takes when the pointer is at another; Shift may hold it to an angle. */
  held(pointer: Pointer, _points: readonly Point[]): Point {
    return this.editor.snap(pointer);
  }

  idle(): Idle {
    return new Idle(this);
  }

  /** Stores the shape. */
  place(points: readonly Point[]): void {
    const shape = this.shapeOf(points);
    this.to(this.idle());
    if (shape && this.editor.drawing.create(shape).length > 0) this.editor.drawing.release();
  }
}
