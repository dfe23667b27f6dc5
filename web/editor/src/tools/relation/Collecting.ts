import { cornersOf, grown } from '../../geometry/bounds';
import { keyOf } from '../../model/answer';
import type { Pointer } from '../input';
import type { Sketch } from '../Sketch';
import { State } from '../State';
import type { GroupTool } from './GroupTool';
import { memberUnder } from './memberUnder';

/** Each click adds an object or takes it out again. */
export class Collecting extends State<GroupTool> {
  readonly id = 'group.collecting';
  private members: ReadonlySet<string>;

  constructor(tool: GroupTool, members: readonly string[]) {
    super(tool);
    this.members = new Set(members);
  }

  override onPointerMove(pointer: Pointer): void {
    this.editor.selection.hover(memberUnder(this.editor, pointer.at)?.key ?? null);
  }

  override onPointerUp(pointer: Pointer): void {
    const member = memberUnder(this.editor, pointer.at);
    if (!member) return;
    const members = new Set(this.members);
    if (!members.delete(member.objectId)) members.add(member.objectId);
    this.members = members;
  }

  override onFinish(): boolean {
    return this.tool.join([...this.members]);
  }

  override onStepBack(): boolean {
    this.members = new Set([...this.members].slice(0, -1));
    if (this.members.size === 0) this.tool.cancel();
    return true;
  }

  override draw(sketch: Sketch): void {
    const { page, scene, view } = this.editor;
    for (const objectId of this.members) {
      const bounds = scene.boundsOf(keyOf(page === undefined ? { objectId } : { objectId, page }));
      if (bounds) sketch.guide(cornersOf(grown(bounds, view.reach(4))), true);
    }
  }
}
