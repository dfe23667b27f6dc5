import { Buffer, BufferUsage } from 'pixi.js';

/** Rows of floats with a packed colour as their last word, on the way to the GPU. */
export class PackedBuffer {
  readonly buffer: Buffer;
  readonly stride: number;
  private readonly floats: Float32Array<ArrayBuffer>;
  private readonly words: Uint32Array<ArrayBuffer>;
  private readonly rowLength: number;
  private filled = 0;
  private dirtyFrom = Number.POSITIVE_INFINITY;
  private dirtyTo = 0;

  /** `rowLength` counts the colour too. */
  constructor(rows: number, rowLength: number) {
    this.rowLength = rowLength;
    this.stride = rowLength * 4;
    this.floats = new Float32Array(Math.max(rows, 1) * rowLength);
    this.words = new Uint32Array(this.floats.buffer);
    this.buffer = new Buffer({ data: this.floats, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST });
  }

  get rows(): number {
    return this.filled;
  }

  add(color: number, ...values: number[]): void {
    const at = this.filled * this.rowLength;
    this.floats.set(values, at);
    this.words[at + this.rowLength - 1] = color;
    this.filled++;
  }

  /** Colours rows anew; only these are sent to the GPU. */
  recolor(from: number, to: number, color: number): void {
    if (from >= to) return;
    for (let row = from; row < to; row++) this.words[(row + 1) * this.rowLength - 1] = color;
    this.dirtyFrom = Math.min(this.dirtyFrom, from);
    this.dirtyTo = Math.max(this.dirtyTo, to);
  }

  /** Tells Pixi which bytes changed; it uploads them with the next drawing. */
  flush(): void {
    if (this.dirtyFrom >= this.dirtyTo) return;
    this.buffer.update((this.dirtyTo - this.dirtyFrom) * this.stride, this.dirtyFrom * this.stride);
    this.dirtyFrom = Number.POSITIVE_INFINITY;
    this.dirtyTo = 0;
  }

  destroy(): void {
    this.buffer.destroy();
  }
}

/** #rrggbb and an opacity as the four bytes that a shader reads. */
export function packColor(color: string, alpha: number): number {
  const rgb = Number.parseInt(color.slice(1, 7), 16) || 0;
  const byte = Math.round(Math.min(Math.max(alpha, 0), 1) * 255);
  return ((byte << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}
