import type { Pointer } from '../input';
import { State } from '../State';
import { Previewing } from './Previewing';
import type { RefineTool } from './RefineTool';

/** Waits for an area to be clicked, or for another setting to be tried on what is selected. */
export class Idle extends State<RefineTool> {
  readonly id = 'refine.idle';
  override readonly isDraft = false;

  override onPointerDown(pointer: Pointer): void {
    const [hit] = this.editor.hitTest(pointer.at);
    if (hit) this.editor.select([hit.key]);
    this.preview();
  }

  override onOptions(): void {
    if (this.tool.canRefine) this.preview();
  }

  override onClass(): void {
    this.onOptions();
  }

  private preview(): void {
    const refusal = this.editor.model.wouldRefuse([]);
    if (refusal) this.editor.refuse(refusal.refused, refusal.reason);
    else if (this.tool.canRefine) this.tool.to(new Previewing(this.tool));
    else this.editor.refuse('empty', 'Select a polygon or a segmentation, or choose a brush class.');
  }
}
