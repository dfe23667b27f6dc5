import earcut from 'earcut';
import type { DrawnShape, Path } from '../renderer';
import type { PlacedShape } from '../scene/placedShape';
import { PackedBuffer, packColor } from './packedBuffer';

type Rows = readonly [from: number, to: number];

/** Where a shape lies in the buffers. */
interface ShapeRows {
  readonly fills: Rows;
  readonly lines: Rows;
  readonly dots: Rows;
}

const dotKind = { point: 0, speck: 1, vertex: 2 } as const;

/** The geometry of many shapes, in pixels of the picture: never rebuilt when the view changes. */
export class PackedShapes {
  /** x, y, size of the shape, colour. */
  readonly fills: PackedBuffer;
  readonly triangles: Uint32Array<ArrayBuffer>;
  /** From x, y to x, y, start along the line or -1 where not dashed, size of the shape, colour. */
  readonly lines: PackedBuffer;
  /** x, y, kind, measure, colour. */
  readonly dots: PackedBuffer;
  /** The longest mean edge of a shape: while it is short on the screen no vertex is shown anywhere. */
  readonly longestEdge: number;
  /** Likewise the smallest shape that is more than points. */
  readonly smallest: number;
  readonly hasPoints: boolean;
  private readonly rows = new Map<PlacedShape, ShapeRows>();
  private readonly shown = new Set<PlacedShape>();

  constructor(shapes: readonly PlacedShape[]) {
    const count = countRows(shapes);
    this.fills = new PackedBuffer(count.corners, 4);
    this.lines = new PackedBuffer(count.edges, 7);
    this.dots = new PackedBuffer(count.dots, 5);
    const indices = new Uint32Array(Math.max(count.triangles * 3, 3));
    let used = 0;
    let longest = 0;
    let smallest = Number.POSITIVE_INFINITY;
    for (const placed of shapes) {
      const from = this.ends();
      used = this.addShape(placed, indices, used);
      const to = this.ends();
      this.rows.set(placed, {
        fills: [from.fills, to.fills],
        lines: [from.lines, to.lines],
        dots: [from.dots, to.dots],
      });
      longest = Math.max(longest, placed.edge);
      if (placed.outlines.length > 0) smallest = Math.min(smallest, sizeOf(placed));
      if (placed.current && placed.visible) this.shown.add(placed);
      else this.paint(placed, false);
    }
    this.triangles = indices.slice(0, used);
    this.longestEdge = longest;
    this.smallest = smallest;
    this.hasPoints = shapes.some(({ shape }) => shape.points.length > 0);
  }

  get shapes(): number {
    return this.shown.size;
  }

  /** Shows or hides the shape as it now says of itself. */
  refresh(placed: PlacedShape): void {
    const visible = placed.current && placed.visible;
    if (!this.rows.has(placed) || visible === this.shown.has(placed)) return;
    if (visible) this.shown.add(placed);
    else this.shown.delete(placed);
    this.paint(placed, visible);
  }

  flush(): void {
    this.fills.flush();
    this.lines.flush();
    this.dots.flush();
  }

  destroy(): void {
    this.fills.destroy();
    this.lines.destroy();
    this.dots.destroy();
  }

  private ends() {
    return { fills: this.fills.rows, lines: this.lines.rows, dots: this.dots.rows };
  }

  private paint(placed: PlacedShape, visible: boolean): void {
    const rows = this.rows.get(placed);
    if (!rows) return;
    const { color, fill } = placed.shape;
    this.fills.recolor(...rows.fills, packColor(color, visible ? fill : 0));
    this.lines.recolor(...rows.lines, packColor(color, visible ? 1 : 0));
    this.dots.recolor(...rows.dots, packColor(color, visible ? 1 : 0));
  }

  private addShape(placed: PlacedShape, indices: Uint32Array, used: number): number {
    const { shape } = placed;
    const size = sizeOf(placed);
    const color = packColor(shape.color, 1);
    let end = used;
    for (const path of shape.paths) {
      if (path.closed) end = this.addArea(path, shape, size, indices, end);
      for (const ring of ringsOf(path)) this.addEdges(ring, path.closed, shape.dashed, size, color);
      for (const ring of ringsOf(path)) this.addDots(ring, dotKind.vertex, placed.edge, color);
    }
    for (const [x, y] of shape.points) this.dots.add(color, x, y, dotKind.point, 0);
    if (shape.paths.length > 0) {
      const middle = [(placed.minX + placed.maxX) / 2, (placed.minY + placed.maxY) / 2] as const;
      this.dots.add(color, ...middle, dotKind.speck, size);
    }
    return end;
  }

  private addArea(path: Path, shape: DrawnShape, size: number, indices: Uint32Array, used: number): number {
    const first = this.fills.rows;
    const all: number[] = [];
    const holes: number[] = [];
    for (const ring of ringsOf(path)) {
      if (all.length > 0) holes.push(all.length / 2);
      for (let i = 0; i + 1 < ring.length; i += 2) all.push(ring[i] ?? 0, ring[i + 1] ?? 0);
    }
    const color = packColor(shape.color, shape.fill);
    for (let i = 0; i < all.length; i += 2) this.fills.add(color, all[i] ?? 0, all[i + 1] ?? 0, size);
    let end = used;
    for (const corner of earcut(all, holes)) indices[end++] = first + corner;
    return end;
  }

  private addEdges(ring: Float64Array, closed: boolean, dashed: boolean, size: number, color: number): void {
    const corners = ring.length >> 1;
    let start = 0;
    for (let i = 0; i < corners - (closed ? 0 : 1); i++) {
      const next = (i + 1) % corners;
      const [ax, ay] = [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0];
      const [bx, by] = [ring[2 * next] ?? 0, ring[2 * next + 1] ?? 0];
      this.lines.add(color, ax, ay, bx, by, dashed ? start : -1, size);
      start += Math.hypot(bx - ax, by - ay);
    }
  }

  private addDots(ring: Float64Array, kind: number, measure: number, color: number): void {
    for (let i = 0; i + 1 < ring.length; i += 2) this.dots.add(color, ring[i] ?? 0, ring[i + 1] ?? 0, kind, measure);
  }
}

function sizeOf({ minX, minY, maxX, maxY }: PlacedShape): number {
  return Math.max(maxX - minX, maxY - minY);
}

function ringsOf(path: Path): Float64Array[] {
  return [path.points, ...(path.holes ?? [])];
}

/** Upper bounds; cutting a ring with holes into triangles gives two more for each hole. */
function countRows(shapes: readonly PlacedShape[]) {
  const count = { corners: 0, edges: 0, dots: 0, triangles: 0 };
  for (const { shape } of shapes) {
    count.dots += shape.points.length + 1;
    for (const path of shape.paths) {
      const corners = ringsOf(path).reduce((sum, ring) => sum + (ring.length >> 1), 0);
      count.corners += corners;
      count.edges += corners;
      count.dots += corners;
      count.triangles += corners + 2 * (path.holes?.length ?? 0);
    }
  }
  return count;
}
