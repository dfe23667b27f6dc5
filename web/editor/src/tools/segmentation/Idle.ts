import type { KeyInput, Pointer } from '../input';
import { LineDraft } from '../line/LineDraft';
import { State } from '../State';
import { Drawing } from './Drawing';
import type { SegmentationTool } from './SegmentationTool';

/** Waits for the press that begins an area; Escape closes an instance that is open. */
export class Idle extends State<SegmentationTool> {
  readonly id = 'segmentation.idle';
  override readonly isDraft = false;

  override onPointerDown(pointer: Pointer): void {
    this.tool.to(new Drawing(this.tool, new LineDraft([pointer.at])));
  }

  override onKeyDown(key: KeyInput): boolean {
    return this.isFinishKey(key) && this.onFinish();
  }

  override onFinish(): boolean {
    return this.tool.close();
  }
}
