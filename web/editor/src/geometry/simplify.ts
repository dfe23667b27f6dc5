import { at, type Point } from './point';
import { nearestOnSegment } from './segment';

/**
 * Visvalingam's simplification: drops the vertex whose triangle with its neighbours is smallest, again and again,
 * while that triangle is smaller than half the square of the tolerance. A ring keeps three points, a line two.
 */
export function simplified(line: readonly Point[], closed: boolean, tolerance: number): Point[] {
  const least = closed ? 3 : 2;
  const limit = (tolerance * tolerance) / 2;
  const chain = new Chain(line, closed);
  for (let left = line.length; left > least; left--) {
    const smallest = chain.smallest();
    if (smallest === null || smallest.area >= limit) break;
    chain.drop(smallest.index);
  }
  return line.filter((_, index) => !chain.isDropped(index));
}

interface Weighed {
  readonly index: number;
  readonly area: number;
}

/** The points as a linked list, with a heap of their triangles; outdated entries of the heap are skipped. */
class Chain {
  private readonly previous: Int32Array;
  private readonly next: Int32Array;
  private readonly areas: Float64Array;
  private readonly heap: Weighed[] = [];
  private readonly line: readonly Point[];
  private readonly closed: boolean;

  constructor(line: readonly Point[], closed: boolean) {
    this.line = line;
    this.closed = closed;
    const count = line.length;
    this.previous = Int32Array.from(line, (_, index) => (index > 0 ? index - 1 : closed ? count - 1 : -1));
    this.next = Int32Array.from(line, (_, index) => (index < count - 1 ? index + 1 : closed ? 0 : -1));
    this.areas = new Float64Array(count);
    for (let index = 0; index < count; index++) this.weigh(index, 0);
  }

  isDropped(index: number): boolean {
    return this.areas[index] === -1;
  }

  smallest(): Weighed | null {
    for (;;) {
      const top = pop(this.heap);
      if (top === undefined) return null;
      if (this.areas[top.index] === top.area) return top;
    }
  }

  drop(index: number): void {
    const area = this.areas[index] as number;
    const before = this.previous[index] as number;
    const after = this.next[index] as number;
    this.areas[index] = -1;
    this.next[before] = after;
    this.previous[after] = before;
    // A neighbour never counts less than what was dropped, so that a curve is not eaten from its end.
    this.weigh(before, area);
    this.weigh(after, area);
  }

  private weigh(index: number, least: number): void {
    const before = this.previous[index] as number;
    const after = this.next[index] as number;
    if (!this.closed && (before < 0 || after < 0)) {
      this.areas[index] = Number.POSITIVE_INFINITY;
      return;
    }
    const area = Math.max(least, triangle(at(this.line, before), at(this.line, index), at(this.line, after)));
    this.areas[index] = area;
    push(this.heap, { index, area });
  }
}

const triangle = (a: Point, b: Point, c: Point): number =>
  Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;

function push(heap: Weighed[], item: Weighed): void {
  let index = heap.push(item) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = at(heap, parent);
    if (above.area <= item.area) break;
    heap[index] = above;
    heap[parent] = item;
    index = parent;
  }
}

function pop(heap: Weighed[]): Weighed | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let index = 0;
  heap[0] = last;
  for (;;) {
    const child = lighterChild(heap, index);
    const below = heap[child];
    if (below === undefined || below.area >= last.area) return top;
    heap[index] = below;
    heap[child] = last;
    index = child;
  }
}

function lighterChild(heap: readonly Weighed[], index: number): number {
  const left = heap[index * 2 + 1];
  const right = heap[index * 2 + 2];
  return left && right && right.area < left.area ? index * 2 + 2 : index * 2 + 1;
}

/** Douglas and Peucker's simplification of an open line: no dropped point is further than `error` from the result. */
export function simplifiedWithin(line: readonly Point[], error: number): Point[] {
  const kept = new Uint8Array(line.length).fill(0);
  kept[0] = 1;
  kept[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const furthest = furthestBetween(line, from, to);
    if (furthest === null || furthest.distance <= error) continue;
    kept[furthest.index] = 1;
    open.push([from, furthest.index], [furthest.index, to]);
  }
  return line.filter((_, index) => kept[index] === 1);
}

function furthestBetween(line: readonly Point[], from: number, to: number): { index: number; distance: number } | null {
  let best: { index: number; distance: number } | null = null;
  for (let index = from + 1; index < to; index++) {
    const { distance } = nearestOnSegment(at(line, index), at(line, from), at(line, to));
    if (best === null || distance > best.distance) best = { index, distance };
  }
  return best;
}
