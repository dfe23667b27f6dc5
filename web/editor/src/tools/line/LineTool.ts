import type { Geometry } from '../../geometry/geometry';
import { withoutRepeats } from '../../geometry/ring';
import type { Point } from '../../model/answer';
import type { Sketch } from '../Sketch';
import { Tool } from '../Tool';
import { Idle } from './Idle';
import type { LineDraft } from './LineDraft';
import { Placing } from './Placing';
import { Tracing } from './Tracing';

/** Draws a line vertex by vertex, freehand or along the edges of the picture; what becomes of it the tool says. */
export abstract class LineTool extends Tool {
  /** Whether the line is an outline, ended by clicking its first point. */
  abstract readonly isClosed: boolean;
  /** Ended by itself with this many points. */
  get most(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Whether the magnetic lasso may be used. */
  readonly mayTrace: boolean = true;

  /** Uses a line of enough points. */
  abstract complete(points: readonly Point[], draft: LineDraft): void;

  /** How the line looks while it is drawn. */
  previewOf(points: readonly Point[]): Geometry {
    return this.isClosed && points.length > 2
      ? { kind: 'polygon', ring: points, holes: [] }
      : { kind: 'polyline', points };
  }

  /** Whether a click at a place ends the line there. */
  endsOn(_at: Point, _draft: LineDraft): boolean {
    return false;
  }

  /** What is shown while nothing is begun. */
  drawIdle(_sketch: Sketch): void {}

  get least(): number {
    return this.isClosed ? 3 : 2;
  }

  get color(): string {
    return this.editor.color;
  }

  idle(): Idle {
    return new Idle(this);
  }

  /** How a press on a place begins; null where it must not. */
  begin(_at: Point): LineDraft | null {
    return null;
  }

  /** The state in which a begun line goes on. */
  goOn(draft: LineDraft): void {
    const traces = this.mayTrace && this.editor.options.lasso && this.editor.tracer !== null;
    this.to(traces ? new Tracing(this, draft) : new Placing(this, draft));
  }

  /** Ends the line, if it has points enough. */
  end(draft: LineDraft): boolean {
    const points = withoutRepeats(draft.points, this.isClosed);
    if (points.length < this.least) {
      return this.editor.refuse('too-small', `This needs at least ${this.least} points.`);
    }
    this.to(this.idle());
    this.complete(points, draft);
    return true;
  }

  /** Takes back a step; without any left nothing is begun. */
  back(draft: LineDraft): boolean {
    if (!draft.back()) this.cancel();
    return true;
  }
}
