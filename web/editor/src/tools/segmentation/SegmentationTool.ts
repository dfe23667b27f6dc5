import { intersected, subtracted, united } from '../../geometry/boolean';
import { boundsOf } from '../../geometry/bounds';
import type { Geometry, Zone } from '../../geometry/geometry';
import { zonesOf } from '../../geometry/path';
import { simplified } from '../../geometry/simplify';
import type { MemberKey, Point } from '../../model/answer';
import { Tool } from '../Tool';
import { Idle } from './Idle';

/** How much areas are simplified, in screen pixels. */
const TOLERANCE = 0.75;

/**
 * Draws areas freehand and straight; all areas of one instance are one object. Scissors take areas away. Without
 * Overwrite other instances stay whole, with it they lose what the new area covers.
 */
export class SegmentationTool extends Tool {
  readonly id = 'segmentation';
  override readonly isHeld = true;
  /** The object that gets the next area; null when a new one begins. */
  instance: MemberKey | null = null;

  idle(): Idle {
    return new Idle(this);
  }

  /** Adds an area to the instance, or takes it away from it. */
  addArea(points: readonly Point[]): boolean {
    const { editor } = this;
    const ring = simplified(points, true, editor.view.reach(TOLERANCE));
    const isStored = editor.options.scissors ? this.cut(ring) : this.draw(ring);
    this.to(this.idle());
    return isStored;
  }

  /** The instance that is open: the one being drawn, or the selected one. */
  open(): MemberKey | null {
    const { selection, scene } = this.editor;
    const key = this.instance ?? selection.single ?? null;
    return key !== null && scene.geometryOf(key)?.kind === 'segmentation' ? key : null;
  }

  /** The next area begins a new object. */
  close(): boolean {
    const wasOpen = this.instance !== null;
    this.instance = null;
    if (wasOpen) this.editor.drawing.release();
    return wasOpen;
  }

  override leave(): void {
    this.instance = null;
    super.leave();
  }

  private draw(ring: readonly Point[]): boolean {
    const { editor } = this;
    const inside = intersected([{ region: ring, holes: [] }], [editor.drawing.frame()]);
    const neighbours = this.neighbours(ring);
    const area = editor.options.overwrite
      ? inside
      : subtracted(inside, ...neighbours.map(({ geometry }) => zonesOf(geometry)));
    if (area.length === 0) return editor.refuse('empty', 'Nothing of this area is free.');
    const key = this.instance;
    const old = key === null ? null : editor.scene.geometryOf(key);
    const others = editor.options.overwrite
      ? neighbours.map((other) => [other.key, without(other.geometry, area)] as const)
      : [];
    if (key !== null && old) {
      return editor.drawing.reshape('Add area', [[key, segmentation(united(zonesOf(old), area))], ...others]);
    }
    const [created] = editor.drawing.create({ kind: 'segmentation', zones: area }, others);
    this.instance = created ?? null;
    return created !== undefined;
  }

  private cut(ring: readonly Point[]): boolean {
    const key = this.open();
    const geometry = key === null ? null : this.editor.scene.geometryOf(key);
    if (key === null || !geometry) return this.editor.refuse('empty', 'Draw or select an instance first.');
    return this.editor.drawing.reshape('Cut area', [[key, without(geometry, [{ region: ring, holes: [] }])]]);
  }

  /** Other segmentations where the area is. */
  private neighbours(ring: readonly Point[]): { key: MemberKey; geometry: Geometry }[] {
    return this.editor
      .visibleIn(boundsOf(ring))
      .filter(({ key, geometry }) => geometry.kind === 'segmentation' && key !== this.instance)
      .filter(({ key }) => !this.editor.options.overwrite || this.editor.isEditable(key));
  }
}

const segmentation = (zones: readonly Zone[]): Geometry => ({ kind: 'segmentation', zones });

function without(geometry: Geometry, area: readonly Zone[]): Geometry | null {
  const left = subtracted(zonesOf(geometry), area);
  return left.length > 0 ? segmentation(left) : null;
}
