import { samePoint } from '../../geometry/point';
import type { MemberKey, Point } from '../../model/answer';
import { LineDraft } from '../line/LineDraft';
import { LineTool } from '../line/LineTool';

/** Open lines; a press on an end of a selected line goes on from there. */
export class PolylineTool extends LineTool {
  readonly id = 'polyline';
  readonly isClosed = false;

  override begin(at: Point): LineDraft | null {
    for (const key of this.editor.selection.keys) {
      const points = this.pointsOf(key);
      const [first] = points;
      const last = points.at(-1);
      const reach = this.editor.view.reach(1);
      if (last && samePoint(last, at, reach)) return new LineDraft(points, key);
      if (first && samePoint(first, at, reach)) return new LineDraft(points.toReversed(), key);
    }
    return null;
  }

  complete(points: readonly Point[], { continues }: LineDraft): void {
    const line = { kind: 'polyline' as const, points };
    const isStored =
      continues === null
        ? this.editor.drawing.create(line).length > 0
        : this.editor.drawing.reshape('Continue line', [[continues, line]]);
    if (isStored) this.editor.drawing.release();
  }

  private pointsOf(key: MemberKey): readonly Point[] {
    const geometry = this.editor.scene.geometryOf(key);
    return geometry?.kind === 'polyline' ? geometry.points : [];
  }
}
