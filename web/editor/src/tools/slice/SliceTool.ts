import type { Point } from '../../model/answer';
import { sliceSelection } from '../edits/sliceSelection';
import { LineTool } from '../line/LineTool';

/** Cuts the selected shapes along a line; each side becomes an object. */
export class SliceTool extends LineTool {
  readonly id = 'slice';
  readonly isClosed = false;

  override get color(): string {
    return '#e03131';
  }

  complete(points: readonly Point[]): void {
    sliceSelection(this.editor, points);
    this.editor.useTool('select');
  }
}
