import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { SpanTool } from './SpanTool';

/** Collects a fixed number of points, one by each click. */
export class PlacingPoints extends State<SpanTool> {
  readonly id = `${this.tool.id}.placingPoints`;
  private points: readonly Point[];
  private undone: readonly Point[] = [];
  private next: Point | null = null;
  private isFirstPress = true;

  constructor(tool: SpanTool, first: Point) {
    super(tool);
    this.points = [first];
  }

  override onPointerMove(pointer: Pointer): void {
    this.next = this.tool.held(pointer, this.points);
  }

  override onPointerUp(pointer: Pointer): void {
    if (this.isFirstPress) {
      this.isFirstPress = false;
      return;
    }
    this.onPoint(this.tool.held(pointer, this.points));
  }

  override onFinish(): boolean {
    if (this.tool.shapeOf(this.points) === null) return false;
    this.tool.place(this.points);
    return true;
  }

  override onStepBack(): boolean {
    this.undone = [...this.undone, ...this.points.slice(-1)];
    this.points = this.points.slice(0, -1);
    if (this.points.length === 0) this.tool.cancel();
    return true;
  }

  override onStepForward(): boolean {
    const point = this.undone.at(-1);
    if (!point) return false;
    this.undone = this.undone.slice(0, -1);
    this.points = [...this.points, point];
    return true;
  }

  override draw(sketch: Sketch): void {
    const points = this.next ? [...this.points, this.next] : this.points;
    const shape = this.tool.shapeOf(points);
    if (shape) sketch.shape(shape, { color: this.editor.color });
    else sketch.guide(points);
    for (const point of this.points) sketch.handle(point, 'vertex');
  }

  override nextPoint() {
    const last = this.points.at(-1);
    return last ? { last, next: this.next ?? last } : null;
  }

  override onPoint(point: Point): void {
    this.points = [...this.points, point];
    this.undone = [];
    if (this.points.length >= this.tool.count) this.tool.place(this.points);
  }
}
