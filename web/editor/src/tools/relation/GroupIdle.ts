import type { KeyInput, Pointer } from '../input';
import { State } from '../State';
import { Collecting } from './Collecting';
import type { GroupTool } from './GroupTool';
import { memberUnder } from './memberUnder';

/** Waits for the first member, or for the end when the selection is the group. */
export class GroupIdle extends State<GroupTool> {
  readonly id = 'group.idle';
  override readonly isDraft = false;

  override onPointerMove(pointer: Pointer): void {
    this.editor.selection.hover(memberUnder(this.editor, pointer.at)?.key ?? null);
  }

  override onPointerUp(pointer: Pointer): void {
    const member = memberUnder(this.editor, pointer.at);
    if (member) this.tool.to(new Collecting(this.tool, [...this.tool.selected(), member.objectId]));
  }

  override onKeyDown(key: KeyInput): boolean {
    return this.isFinishKey(key) && this.tool.selected().length > 0 && this.onFinish();
  }

  override onFinish(): boolean {
    return this.tool.join(this.tool.selected());
  }
}
