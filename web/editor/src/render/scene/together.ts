import type { Box } from '../box';
import { around } from './around';
import type { PlacedShape } from './placedShape';

/** Cells along the longer side of the shapes' box: few enough that a shape over all of them costs little. */
const mostCells = 64;

/** The shapes by style, in order of the lowest of each. For shapes so small that nobody sees which one lies above. */
export function byStyle(shapes: readonly PlacedShape[]): PlacedShape[][] {
  const lists = new Map<string, PlacedShape[]>();
  for (const shape of shapes) {
    const list = lists.get(shape.style);
    if (list) list.push(shape);
    else lists.set(shape.style, [shape]);
  }
  return [...lists.values()];
}

/**
 * The shapes, given from the lowest up, in few lists of one style each: drawing list after list covers the same as
 * drawing shape after shape, since no shape moves past one of another style that it may touch.
 */
export function byHeight(shapes: readonly PlacedShape[]): PlacedShape[][] {
  const lists: PlacedShape[][] = [];
  const ofStyle = new Map<string, number[]>();
  const highest = new HighestList(shapes);
  for (const shape of shapes) {
    const below = highest.under(shape);
    const places = ofStyle.get(shape.style) ?? [];
    ofStyle.set(shape.style, places);
    let at = places.find((place) => place >= below);
    if (at === undefined) {
      at = lists.push([]) - 1;
      places.push(at);
    }
    lists[at]?.push(shape);
    highest.put(shape, at);
  }
  return lists;
}

/** Which list was drawn into a place last; places are cells, so that it may be told of more than was drawn there. */
class HighestList {
  private readonly box: Box;
  private readonly cell: number;
  private readonly columns: number;
  private readonly cells: Int32Array;

  constructor(shapes: readonly PlacedShape[]) {
    this.box = around(shapes);
    const [width, height] = [this.box.maxX - this.box.minX, this.box.maxY - this.box.minY];
    this.cell = Math.max(width, height, 1e-6) / mostCells;
    this.columns = Math.floor(width / this.cell) + 1;
    this.cells = new Int32Array(shapes.length > 0 ? this.columns * (Math.floor(height / this.cell) + 1) : 0).fill(-1);
  }

  under(shape: Box): number {
    let highest = -1;
    this.each(shape, (at) => {
      highest = Math.max(highest, this.cells[at] ?? -1);
    });
    return highest;
  }

  put(shape: Box, list: number): void {
    this.each(shape, (at) => {
      this.cells[at] = list;
    });
  }

  private each({ minX, minY, maxX, maxY }: Box, visit: (at: number) => void): void {
    const { box, cell, columns } = this;
    const right = Math.floor((maxX - box.minX) / cell);
    const bottom = Math.floor((maxY - box.minY) / cell);
    for (let row = Math.floor((minY - box.minY) / cell); row <= bottom; row++) {
      for (let column = Math.floor((minX - box.minX) / cell); column <= right; column++) visit(row * columns + column);
    }
  }
}
