import type { Box } from '../box';
import { around } from './around';
import type { PlacedShape } from './placedShape';
import { batchesOf, type StyleBatch } from './styleBatch';
import { byStyle } from './together';

/** Measured in Chromium without a GPU: groups of 100 to 300 shapes are filled up to twice as fast as all shapes in one path. */
const groupSize = 256;

/** Neighbouring shapes whose paths are cached together. */
export class ShapeGroup {
  private readonly cache = new Map<number, readonly StyleBatch[]>();
  readonly box: Box;
  private members: PlacedShape[];

  constructor(members: PlacedShape[]) {
    this.members = members.sort((a, b) => a.shape.z - b.shape.z);
    this.box = around(members);
    for (const shape of members) shape.group = this;
  }

  get size(): number {
    return this.members.length;
  }

  batches(level: number): readonly StyleBatch[] {
    const cached = this.cache.get(level);
    if (cached) return cached;
    const visible = this.members.filter((shape) => shape.visible);
    const batches = batchesOf(byStyle(visible), level);
    // While zooming only the present and the last level are of use.
    for (const old of this.cache.keys()) if (Math.abs(old - level) > 1) this.cache.delete(old);
    this.cache.set(level, batches);
    return batches;
  }

  remove(shape: PlacedShape): void {
    this.members = this.members.filter((member) => member !== shape);
    this.forgetPaths();
  }

  forgetPaths(): void {
    this.cache.clear();
  }
}

/** Halves the shapes by their longer side until they are few. */
export function groupsOf(shapes: readonly PlacedShape[]): ShapeGroup[] {
  const groups: ShapeGroup[] = [];
  const waiting: PlacedShape[][] = [[...shapes]];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.length === 0) continue;
    if (part.length <= groupSize) {
      groups.push(new ShapeGroup(part));
      continue;
    }
    const box = around(part);
    const wide = box.maxX - box.minX > box.maxY - box.minY;
    part.sort(wide ? (a, b) => a.minX + a.maxX - b.minX - b.maxX : (a, b) => a.minY + a.maxY - b.minY - b.maxY);
    const middle = part.length >> 1;
    waiting.push(part.slice(middle), part.slice(0, middle));
  }
  return groups;
}
