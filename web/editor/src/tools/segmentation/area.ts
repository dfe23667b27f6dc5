import type { Point } from '../../model/answer';
import type { LineDraft } from '../line/LineDraft';
import type { Sketch } from '../Sketch';
import type { SegmentationTool } from './SegmentationTool';

/** Stores the area, if the outline has points enough. */
export function finishArea(tool: SegmentationTool, { points }: LineDraft): boolean {
  return points.length > 2 ? tool.addArea(points) : tool.editor.refuse('too-small', 'An area needs at least 3 points.');
}

export function sketchArea(sketch: Sketch, color: string, points: readonly Point[]): void {
  sketch.shape(points.length > 2 ? { kind: 'polygon', ring: points, holes: [] } : { kind: 'polyline', points }, {
    color,
    dashed: true,
  });
}
