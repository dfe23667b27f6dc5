import { subtracted } from '../../geometry/boolean';
import { zonesOf } from '../../geometry/path';
import type { Point } from '../../model/answer';
import { cutSelection } from '../edits/cutSelection';
import type { LineDraft } from '../line/LineDraft';
import { LineTool } from '../line/LineTool';

/** Polygons; with scissors, the ring is cut out of the selected shapes: a hole inside, a bite across the border. */
export class PolygonTool extends LineTool {
  readonly id = 'polygon';
  readonly isClosed = true;

  complete(points: readonly Point[], _draft: LineDraft): void {
    const ring = { kind: 'polygon' as const, ring: points, holes: [] };
    if (this.editor.options.scissors && this.editor.selection.keys.size > 0) {
      cutSelection(this.editor, 'Cut', (area) => subtracted(area, zonesOf(ring)));
      return;
    }
    if (this.editor.drawing.create(ring).length > 0) this.editor.drawing.release();
  }
}
