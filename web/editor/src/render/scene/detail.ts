import type { PlacedShape } from './placedShape';

/** Shapes smaller than this on the screen are drawn as dots; CSS pixels. */
export const dotBelow = 3;
/** Edges longer than this on the screen show their vertices; CSS pixels. */
export const verticesAbove = 12;
/** Above so many visible shapes only the hovered and the selected carry their label. */
export const labelLimit = 5_000;
/** Points are left out where the line moves by less than this on the screen; CSS pixels. */
const tolerance = 0.5;

/** Paths are cached per power of two of the scale: level n serves scales from above 2^-(n+1) to 2^-n. */
export function levelOf(scale: number): number {
  return Math.floor(-Math.log2(scale) + 1e-9);
}

/** What a level draws of a shape; sizes are those at the level's finest scale. */
export class Detail {
  private readonly finest: number;

  constructor(level: number) {
    this.finest = 2 ** -level;
  }

  /** In pixels of the picture. */
  get tolerance(): number {
    return tolerance / this.finest;
  }

  isDot(shape: PlacedShape): boolean {
    const size = Math.max(shape.maxX - shape.minX, shape.maxY - shape.minY);
    return shape.outlines.length > 0 && size * this.finest < dotBelow;
  }

  showsVertices(shape: PlacedShape): boolean {
    return (shape.edge * this.finest) / 2 > verticesAbove;
  }
}
