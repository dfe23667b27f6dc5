import type { Polygon } from '../../geometry/geometry';
import { distance } from '../../geometry/point';
import { nearestOnLine, type OnLine } from '../../geometry/ring';
import { lesserOf, type Redrawn, redrawn } from '../../geometry/sharedBorder';
import type { MemberKey, Point } from '../../model/answer';
import { LineDraft } from '../line/LineDraft';
import { LineTool } from '../line/LineTool';
import { ChoosingSide } from './ChoosingSide';

/** Screen pixels around the outline in which a click ends the new part. */
const OUTLINE_REACH = 8;

/** Replaces a part of a polygon's outline by a new line from one place on it to another. */
export class RedrawTool extends LineTool {
  readonly id = 'redraw';
  readonly isClosed = false;
  private key: MemberKey | null = null;
  private from: OnLine | null = null;

  /** Begins at a place on the outline. */
  start(key: MemberKey, from: OnLine): void {
    this.key = key;
    this.from = from;
    this.goOn(new LineDraft([from.point]));
  }

  /** The outline under a place, where the new part may end. */
  override endsOn(at: Point, draft: LineDraft): boolean {
    const end = draft.points.length > 1 ? this.onOutline(at) : null;
    return end !== null && end.distance <= this.editor.view.reach(OUTLINE_REACH);
  }

  complete(points: readonly Point[]): void {
    const geometry = this.polygon();
    const last = points.at(-1);
    const end = last ? this.onOutline(last) : null;
    if (!geometry || !this.from || !end || distance(this.from.point, end.point) === 0) {
      this.editor.useTool('select');
      this.editor.refuse('empty', 'The new part has to end elsewhere on the outline.');
      return;
    }
    const both = redrawn(geometry.ring, this.from, end, [...points, end.point]);
    const lesser = lesserOf(both);
    if (lesser) this.keep(lesser);
    else this.to(new ChoosingSide(this, both));
  }

  /** Stores one of the outlines. */
  keep({ ring }: Redrawn): void {
    const { key } = this;
    const geometry = this.polygon();
    this.editor.useTool('select');
    if (key !== null && geometry) this.editor.drawing.reshape('Redraw a part', [[key, { ...geometry, ring }]]);
  }

  private polygon(): Polygon | null {
    const geometry = this.key === null ? null : this.editor.scene.geometryOf(this.key);
    return geometry?.kind === 'polygon' ? geometry : null;
  }

  private onOutline(at: Point): OnLine | null {
    const geometry = this.polygon();
    return geometry && nearestOnLine(geometry.ring, true, at);
  }
}
