import type { Point } from '../point';
import { type EdgeField, WEIGHTS } from './edgeField';

/** Costs become whole numbers, so that pixels can wait in buckets instead of a heap. */
const SCALE = 128;
/** More than the dearest step: 1 x the square root of 2. */
const BUCKETS = 256;
const UNREACHED = 0x7fffffff;

/**
 * The cheapest paths over a field from one pixel (Dijkstra's algorithm). The search goes on only as far as a path is
 * asked for, and is kept for the next one.
 */
export class LiveWire {
  private readonly field: EdgeField;
  private readonly distances: Int32Array;
  private readonly previous: Int32Array;
  private readonly settled: Uint8Array;
  private readonly buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
  private waiting = 1;
  private reached = 0;

  constructor(field: EdgeField, from: Point) {
    const size = field.width * field.height;
    const start = pixelAt(field, from);
    this.field = field;
    this.distances = new Int32Array(size).fill(UNREACHED);
    this.previous = new Int32Array(size).fill(-1);
    this.settled = new Uint8Array(size);
    this.distances[start] = 0;
    this.buckets[0]?.push(start);
  }

  /** The path to a pixel, both ends included, as pixel columns and rows. */
  pathTo(to: Point): Point[] {
    const { width } = this.field;
    const target = pixelAt(this.field, to);
    while (this.settled[target] === 0 && this.waiting > 0) this.settleNext();
    const path: Point[] = [];
    for (let index = target; index >= 0; index = this.previous[index] as number) {
      path.push([index % width, Math.floor(index / width)]);
    }
    return path.reverse();
  }

  private settleNext(): void {
    const bucket = this.buckets[this.reached % BUCKETS];
    const index = bucket?.pop();
    if (index === undefined) {
      this.reached++;
      return;
    }
    this.waiting--;
    if (this.settled[index] === 1) return;
    this.settled[index] = 1;
    this.relaxAround(index);
  }

  private relaxAround(index: number): void {
    const { width, height } = this.field;
    const column = index % width;
    const row = (index - column) / width;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const isInside = column + dx >= 0 && column + dx < width && row + dy >= 0 && row + dy < height;
        if (isInside && (dx !== 0 || dy !== 0)) this.relax(index, index + dy * width + dx, dx, dy);
      }
    }
  }

  private relax(from: number, to: number, dx: number, dy: number): void {
    if (this.settled[to] === 1) return;
    const distance = this.reached + this.stepCost(from, to, dx, dy);
    if (distance >= (this.distances[to] as number)) return;
    this.distances[to] = distance;
    this.previous[to] = from;
    this.buckets[distance % BUCKETS]?.push(to);
    this.waiting++;
  }

  /** The more a step goes along the edge at both of its ends, the cheaper it is. */
  private stepCost(from: number, to: number, dx: number, dy: number): number {
    const { costs, alongX, alongY } = this.field;
    const length = dx !== 0 && dy !== 0 ? Math.SQRT2 : 1;
    const here = Math.abs((alongX[from] as number) * dx + (alongY[from] as number) * dy);
    const there = Math.abs((alongX[to] as number) * dx + (alongY[to] as number) * dy);
    const turn = 1 - (here + there) / (2 * length);
    return Math.max(1, Math.round(((costs[to] as number) + WEIGHTS.direction * turn) * length * SCALE));
  }
}

function pixelAt({ width, height }: EdgeField, [x, y]: Point): number {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)));
  return row * width + column;
}
