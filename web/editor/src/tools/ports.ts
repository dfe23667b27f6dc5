import type { Point } from '../model/answer';

/** The picture's colours, for tools that look at them. */
export interface PixelPort {
  readonly width: number;
  readonly height: number;
  /** RGBA of a part that lies inside the picture. */
  read(x: number, y: number, width: number, height: number): Uint8ClampedArray;
}

/** Follows edges of the picture; in the app it runs in a worker, in tests at once. */
export interface TracePort {
  /** Calls back with the path, both ends included; a later request makes an earlier one void. */
  trace(from: Point, to: Point, done: (path: readonly Point[]) => void): void;
}
