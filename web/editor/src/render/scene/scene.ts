import Flatbush from 'flatbush';
import RBush from 'rbush';
import type { MemberKey } from '../../model/answer';
import type { Box } from '../box';
import type { DrawnShape, SceneChange } from '../renderer';
import { isDrawable, type PlacedShape, place } from './placedShape';
import { groupsOf, type ShapeGroup } from './shapeGroup';

/** From so many shapes on their typical size decides how they are drawn. */
const crowd = 1_000;

/**
 * The stored shapes with their index: a packed one of the settled shapes, and a small changeable one of those that
 * changed since. A change costs the same among ten and among ten thousand shapes.
 */
export class Scene {
  private readonly placed = new Map<MemberKey, PlacedShape>();
  private readonly loose = new RBush<PlacedShape>();
  private readonly looseShapes = new Set<PlacedShape>();
  private settled: readonly PlacedShape[] = [];
  private index: Flatbush | null = null;
  private stale = 0;
  private hidden: ReadonlySet<MemberKey> = new Set();
  private lifted: ReadonlySet<MemberKey> = new Set();
  private marks = 0;
  private median = Number.POSITIVE_INFINITY;
  groups: readonly ShapeGroup[] = [];

  get size(): number {
    return this.placed.size;
  }

  /** How many shapes the packed index lacks or has too many. */
  get unsettled(): number {
    return this.looseShapes.size + this.stale;
  }

  /** The median of the shapes' longer sides, in pixels of the picture; endless while there are too few to matter. */
  get typicalSize(): number {
    return this.median;
  }

  /** Whether a shape has a mark. */
  get hasMarks(): boolean {
    return this.marks > 0;
  }

  /** Those of the packed index; a new list whenever the scene settles. */
  get settledShapes(): readonly PlacedShape[] {
    return this.settled;
  }

  /** Those that changed since. */
  get unsettledShapes(): readonly PlacedShape[] {
    return [...this.looseShapes];
  }

  get(key: MemberKey): PlacedShape | undefined {
    return this.placed.get(key);
  }

  /** Returns the shapes that came or went; a changed one as it was and as it is. */
  update({ put, removed }: SceneChange): PlacedShape[] {
    const dirty: PlacedShape[] = [];
    for (const key of removed) this.drop(key, dirty);
    for (const shape of put) {
      this.drop(shape.key, dirty);
      const placed = this.add(shape);
      if (isDrawable(placed)) dirty.push(placed);
    }
    return dirty;
  }

  setHidden(keys: ReadonlySet<MemberKey>): PlacedShape[] {
    const before = this.hidden;
    this.hidden = keys;
    return this.refresh(before, keys);
  }

  /** Shapes that a tool shows in their place. */
  setLifted(keys: ReadonlySet<MemberKey>): PlacedShape[] {
    const before = this.lifted;
    this.lifted = keys;
    return this.refresh(before, keys);
  }

  /** The shapes to draw that may touch the box, lowest first. */
  search(box: Box): PlacedShape[] {
    const found = this.searchUnsettled(box);
    for (const at of this.index?.search(box.minX, box.minY, box.maxX, box.maxY) ?? []) {
      const shape = this.settled[at];
      if (shape?.current && shape.visible) found.push(shape);
    }
    return found.sort((a, b) => a.shape.z - b.shape.z);
  }

  /** Those among them that changed since the scene settled. */
  searchUnsettled(box: Box): PlacedShape[] {
    return this.loose.search(box).filter((shape) => shape.visible);
  }

  /** Packs all shapes into the static index and its groups. */
  settle(): void {
    const shapes = [...this.placed.values()].filter(isDrawable);
    this.loose.clear();
    this.looseShapes.clear();
    this.stale = 0;
    this.settled = shapes;
    this.groups = groupsOf(shapes);
    this.index = shapes.length === 0 ? null : new Flatbush(shapes.length);
    for (const shape of shapes) this.index?.add(shape.minX, shape.minY, shape.maxX, shape.maxY);
    this.index?.finish();
    this.median = shapes.length < crowd ? Number.POSITIVE_INFINITY : medianSize(shapes);
  }

  private add(shape: DrawnShape): PlacedShape {
    const placed = place(shape);
    placed.visible = !this.hidden.has(shape.key) && !this.lifted.has(shape.key);
    this.placed.set(shape.key, placed);
    if (shape.mark) this.marks++;
    if (!isDrawable(placed)) return placed;
    this.looseShapes.add(placed);
    this.loose.insert(placed);
    return placed;
  }

  private drop(key: MemberKey, dirty: PlacedShape[]): void {
    const placed = this.placed.get(key);
    if (!placed) return;
    this.placed.delete(key);
    placed.current = false;
    if (placed.shape.mark) this.marks--;
    if (!isDrawable(placed)) return;
    dirty.push(placed);
    if (this.looseShapes.delete(placed)) {
      this.loose.remove(placed);
      return;
    }
    this.stale++;
    placed.group?.remove(placed);
  }

  private refresh(before: ReadonlySet<MemberKey>, after: ReadonlySet<MemberKey>): PlacedShape[] {
    const dirty: PlacedShape[] = [];
    const look = (key: MemberKey) => {
      const placed = this.placed.get(key);
      const visible = !this.hidden.has(key) && !this.lifted.has(key);
      if (!placed || placed.visible === visible) return;
      placed.visible = visible;
      if (!isDrawable(placed)) return;
      placed.group?.forgetPaths();
      dirty.push(placed);
    };
    for (const key of before) look(key);
    for (const key of after) look(key);
    return dirty;
  }
}

function medianSize(shapes: readonly PlacedShape[]): number {
  const sizes = Float64Array.from(shapes, (shape) => Math.max(shape.maxX - shape.minX, shape.maxY - shape.minY));
  return sizes.sort()[sizes.length >> 1] ?? 0;
}
