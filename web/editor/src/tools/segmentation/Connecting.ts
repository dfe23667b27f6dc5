import { distance } from '../../geometry/point';
import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { LineDraft } from '../line/LineDraft';
import { CLOSE_REACH } from '../line/Placing';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { finishArea, sketchArea } from './area';
import { Drawing } from './Drawing';
import type { SegmentationTool } from './SegmentationTool';

/** The button is up: a straight line leads to where it is pressed next. */
export class Connecting extends State<SegmentationTool> {
  readonly id = 'segmentation.connecting';
  private readonly draft: LineDraft;
  private next: Point | null = null;

  constructor(tool: SegmentationTool, draft: LineDraft) {
    super(tool);
    this.draft = draft;
  }

  override onPointerMove(pointer: Pointer): void {
    this.next = pointer.at;
  }

  override onPointerDown(pointer: Pointer): void {
    const { first, points } = this.draft;
    const closes = first && points.length > 2 && distance(first, pointer.at) <= this.editor.view.reach(CLOSE_REACH);
    if (closes) {
      finishArea(this.tool, this.draft);
      return;
    }
    this.draft.add([pointer.at]);
    this.tool.to(new Drawing(this.tool, this.draft));
  }

  override onFinish(): boolean {
    return finishArea(this.tool, this.draft);
  }

  override onStepBack(): boolean {
    if (!this.draft.back()) this.tool.cancel();
    return true;
  }

  override onStepForward(): boolean {
    return this.draft.forward();
  }

  override draw(sketch: Sketch): void {
    const { points, first } = this.draft;
    sketchArea(sketch, this.editor.color, this.next ? [...points, this.next] : points);
    if (first) sketch.handle(first, 'vertex', true);
  }
}
