import type { Point } from '../../model/answer';
import { LineTool } from '../line/LineTool';

/** Draws the region to which brush and bucket are limited until it is taken off: view state, not an object. */
export class RegionTool extends LineTool {
  readonly id = 'region';
  readonly isClosed = true;

  override get color(): string {
    return '#ffffff';
  }

  complete(points: readonly Point[]): void {
    this.editor.setRegion([points]);
    this.editor.useTool(this.editor.schemaClass?.tool === 'brush' ? 'brush' : 'select');
  }
}
