import { around } from '../../geometry/bounds';
import { outlinesOf } from '../../geometry/path';
import { distance, samePoint } from '../../geometry/point';
import { nearestOnLine } from '../../geometry/ring';
import { borderBetween } from '../../geometry/sharedBorder';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { Freehand } from './Freehand';
import type { LineDraft } from './LineDraft';
import type { LineTool } from './LineTool';

/** Screen pixels around the first vertex in which a click closes the outline. */
export const CLOSE_REACH = 10;

/** Each click adds a vertex. */
export class Placing extends State<LineTool> {
  readonly id = `${this.tool.id}.placing`;
  private readonly draft: LineDraft;
  private next: Point | null = null;

  constructor(tool: LineTool, draft: LineDraft) {
    super(tool);
    this.draft = draft;
  }

  override onPointerMove(pointer: Pointer): void {
    this.next = this.place(pointer);
    if (pointer.shift) this.tool.to(new Freehand(this.tool, this.draft, pointer.trail));
  }

  override onPointerDown(pointer: Pointer): void {
    const at = this.place(pointer);
    const ends = this.endsAt(at);
    if (ends) {
      this.tool.end(this.draft);
      return;
    }
    const endsThere = this.tool.endsOn(at, this.draft);
    this.draft.add(pointer.alt ? this.borderTo(at) : [at]);
    if (endsThere || this.draft.points.length >= this.tool.most) this.tool.end(this.draft);
  }

  override onDoubleClick(): void {
    this.tool.end(this.draft);
  }

  override onFinish(): boolean {
    return this.tool.end(this.draft);
  }

  override onStepBack(): boolean {
    return this.tool.back(this.draft);
  }

  override onStepForward(): boolean {
    return this.draft.forward();
  }

  override onOptions(): void {
    this.tool.goOn(this.draft);
  }

  override draw(sketch: Sketch): void {
    const points = this.next ? [...this.draft.points, this.next] : this.draft.points;
    sketch.shape(this.tool.previewOf(points), { color: this.tool.color });
    const closes = this.next !== null && this.endsAt(this.next);
    this.draft.points.forEach((point, index) => {
      if (index > 0 || !this.tool.isClosed) sketch.handle(point, 'vertex');
    });
    if (this.draft.first) sketch.handle(this.draft.first, 'vertex', closes);
  }

  override nextPoint() {
    const { last } = this.draft;
    return last ? { last, next: this.next ?? last } : null;
  }

  override onPoint(point: Point): void {
    this.draft.add([point]);
    if (this.draft.points.length >= this.tool.most) this.tool.end(this.draft);
  }

  /** The first vertex is near enough to be meant, else what snapping says. */
  private place(pointer: Pointer): Point {
    const { first } = this.draft;
    const isNear = first && distance(first, pointer.at) <= this.editor.view.reach(CLOSE_REACH);
    return this.tool.isClosed && isNear && this.draft.points.length > 2 ? first : this.editor.snap(pointer);
  }

  /** Whether a click at a place ends the line: on the first point of an outline, on the last one of an open line. */
  private endsAt(at: Point): boolean {
    const { first, last, points } = this.draft;
    if (points.length < this.tool.least || !first || !last) return false;
    if (this.tool.isClosed) return samePoint(at, first);
    return distance(at, last) <= this.editor.view.reach(2);
  }

  /** Along a neighbour's outline, when the last vertex and the new one both lie on it. */
  private borderTo(at: Point): readonly Point[] {
    const from = this.draft.last;
    if (!from) return [at];
    const reach = this.editor.view.reach(2);
    for (const { geometry } of this.editor.scene.near(around(at, reach))) {
      for (const { points, closed } of outlinesOf(geometry)) {
        const [start, end] = [nearestOnLine(points, true, from), nearestOnLine(points, true, at)];
        const isOn = closed && start && end && start.distance <= reach && end.distance <= reach;
        if (isOn) return borderBetween(points, start, end).slice(1);
      }
    }
    return [at];
  }
}
