import { simplified } from '../../geometry/simplify';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { LineDraft } from './LineDraft';
import type { LineTool } from './LineTool';

/** How much freehand lines are simplified, in screen pixels. */
const FREEHAND_TOLERANCE = 0.75;

/** Shift is held: points follow the pointer. What is drawn so is one step. */
export class Freehand extends State<LineTool> {
  readonly id = `${this.tool.id}.freehand`;
  private readonly draft: LineDraft;
  private readonly trail: Point[];

  constructor(tool: LineTool, draft: LineDraft, trail: readonly Point[]) {
    super(tool);
    this.draft = draft;
    this.trail = [...trail];
  }

  override onPointerMove(pointer: Pointer): void {
    this.trail.push(...pointer.trail);
    if (!pointer.shift) this.goBack();
  }

  override onPointerDown(): void {
    this.goBack();
  }

  override onFinish(): boolean {
    this.goBack();
    return this.tool.state.onFinish();
  }

  override onStepBack(): boolean {
    this.tool.goOn(this.draft);
    return true;
  }

  override draw(sketch: Sketch): void {
    sketch.shape(this.tool.previewOf([...this.draft.points, ...this.trail]), { color: this.tool.color });
  }

  private goBack(): void {
    this.draft.add(simplified(this.trail, false, this.editor.view.reach(FREEHAND_TOLERANCE)));
    this.tool.goOn(this.draft);
  }
}
