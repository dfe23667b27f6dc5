import type { Pointer } from '../input';
import { State } from '../State';
import { ChoosingTarget } from './ChoosingTarget';
import { memberUnder } from './memberUnder';
import type { RelationTool } from './RelationTool';

/** Waits for the click on the source. */
export class Idle extends State<RelationTool> {
  readonly id = 'one-to-one.idle';
  override readonly isDraft = false;

  override onPointerMove(pointer: Pointer): void {
    this.editor.selection.hover(memberUnder(this.editor, pointer.at)?.key ?? null);
  }

  override onPointerUp(pointer: Pointer): void {
    const source = memberUnder(this.editor, pointer.at);
    if (source) this.tool.to(new ChoosingTarget(this.tool, source.objectId, pointer.at));
  }
}
