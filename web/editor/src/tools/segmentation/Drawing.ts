import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { LineDraft } from '../line/LineDraft';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { finishArea, sketchArea } from './area';
import { Connecting } from './Connecting';
import type { SegmentationTool } from './SegmentationTool';

/** The button is down: the outline follows the pointer. */
export class Drawing extends State<SegmentationTool> {
  readonly id = 'segmentation.drawing';
  private readonly draft: LineDraft;
  private readonly trail: Point[] = [];

  constructor(tool: SegmentationTool, draft: LineDraft) {
    super(tool);
    this.draft = draft;
  }

  override onPointerMove(pointer: Pointer): void {
    this.trail.push(...pointer.trail);
  }

  override onPointerUp(pointer: Pointer): void {
    if (pointer.isDrag) this.trail.push(pointer.at);
    this.draft.add(this.trail);
    this.tool.to(new Connecting(this.tool, this.draft));
  }

  override onFinish(): boolean {
    this.draft.add(this.trail);
    return finishArea(this.tool, this.draft);
  }

  override draw(sketch: Sketch): void {
    sketchArea(sketch, this.editor.color, [...this.draft.points, ...this.trail]);
  }
}
