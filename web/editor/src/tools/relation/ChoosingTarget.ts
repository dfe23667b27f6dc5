import type { Point } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import { memberUnder } from './memberUnder';
import type { RelationTool } from './RelationTool';

/** The source stands; the next click on an object is the target. A double click on nothing goes back. */
export class ChoosingTarget extends State<RelationTool> {
  readonly id = 'one-to-one.choosingTarget';
  private readonly source: string;
  private readonly from: Point;
  private to: Point;

  constructor(tool: RelationTool, source: string, from: Point) {
    super(tool);
    this.source = source;
    this.from = from;
    this.to = from;
  }

  override onPointerMove(pointer: Pointer): void {
    this.to = pointer.at;
    this.editor.selection.hover(memberUnder(this.editor, pointer.at)?.key ?? null);
  }

  override onPointerUp(pointer: Pointer): void {
    const target = memberUnder(this.editor, pointer.at);
    if (target && target.objectId !== this.source) this.tool.join(this.source, target.objectId, this.from);
  }

  override onDoubleClick(pointer: Pointer): void {
    if (!memberUnder(this.editor, pointer.at)) this.tool.cancel();
  }

  override onStepBack(): boolean {
    return this.tool.cancel();
  }

  override draw(sketch: Sketch): void {
    sketch.arrow({ from: this.from, to: this.to, color: this.editor.color });
  }
}
