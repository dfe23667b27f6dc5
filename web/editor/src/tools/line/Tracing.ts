import { distance } from '../../geometry/point';
import { simplifiedWithin } from '../../geometry/simplify';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { LineDraft } from './LineDraft';
import type { LineTool } from './LineTool';
import { CLOSE_REACH } from './Placing';

/** After this many milliseconds at one place the path so far is fixed by itself. */
const COOLING = 1500;
/** How far the simplified path may be from the traced one, in picture pixels. */
const TRACE_ERROR = 1;

/** The magnetic lasso: the line follows the edges of the picture to the pointer; a click fixes it there. */
export class Tracing extends State<LineTool> {
  readonly id = `${this.tool.id}.tracing`;
  private readonly draft: LineDraft;
  private path: readonly Point[] = [];
  private restingSince: number;
  private requests = 0;

  constructor(tool: LineTool, draft: LineDraft) {
    super(tool);
    this.draft = draft;
    this.restingSince = this.editor.now();
  }

  override onExit(): void {
    this.requests++;
  }

  override onPointerMove(pointer: Pointer): void {
    this.restingSince = this.editor.now();
    const from = this.draft.last;
    if (!from) return;
    const request = ++this.requests;
    this.editor.tracer?.trace(from, this.closing(pointer) ?? pointer.at, (path) => {
      if (request !== this.requests) return;
      this.path = simplifiedWithin(path, TRACE_ERROR).slice(1);
      this.editor.refresh();
    });
  }

  override onPointerDown(pointer: Pointer): void {
    const closes = this.closing(pointer) !== null;
    this.fix(this.path.length > 0 ? this.path : [pointer.at]);
    if (closes) this.tool.end(this.draft);
  }

  override onTick(now: number): void {
    if (this.path.length === 0 || now - this.restingSince < COOLING) return;
    this.restingSince = now;
    this.fix(this.path);
    this.editor.refresh();
  }

  override onDoubleClick(): void {
    this.tool.end(this.draft);
  }

  override onFinish(): boolean {
    this.fix(this.path);
    return this.tool.end(this.draft);
  }

  override onStepBack(): boolean {
    this.path = [];
    this.requests++;
    return this.tool.back(this.draft);
  }

  override onStepForward(): boolean {
    this.path = [];
    return this.draft.forward();
  }

  override onOptions(): void {
    this.tool.goOn(this.draft);
  }

  override draw(sketch: Sketch): void {
    sketch.shape(this.tool.previewOf([...this.draft.points, ...this.path]), { color: this.tool.color });
    if (this.draft.first) sketch.handle(this.draft.first, 'vertex');
    if (this.draft.last) sketch.handle(this.draft.last, 'vertex', true);
  }

  private fix(path: readonly Point[]): void {
    this.draft.add(path);
    this.path = [];
    this.requests++;
  }

  private closing(pointer: Pointer): Point | null {
    const { first, points } = this.draft;
    const isNear = first && distance(first, pointer.at) <= this.editor.view.reach(CLOSE_REACH);
    return this.tool.isClosed && isNear && points.length > 2 ? first : null;
  }
}
