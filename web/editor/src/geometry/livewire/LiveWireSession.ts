import type { Point } from '../point';
import { type EdgeField, edgeField } from './edgeField';
import { LiveWire } from './LiveWire';

/** A question: a path between two pixels of a part of the picture. */
export interface TraceRequest {
  readonly id: number;
  /** The part, when it is another one than before. */
  readonly part?: { readonly rgba: Uint8ClampedArray; readonly width: number; readonly height: number };
  /** In pixels of the part. */
  readonly from: Point;
  readonly to: Point;
}

export interface TraceReply {
  readonly id: number;
  readonly path: readonly Point[];
}

/** Answers questions about one part of a picture after the other; runs in a worker, or without one. */
export class LiveWireSession {
  private field: EdgeField | null = null;
  private wire: LiveWire | null = null;
  private from: Point | null = null;

  answer({ id, part, from, to }: TraceRequest): TraceReply {
    if (part) {
      this.field = edgeField(part.rgba, part.width, part.height);
      this.wire = null;
    }
    if (!this.field) return { id, path: [from, to] };
    if (!this.wire || !this.from || this.from[0] !== from[0] || this.from[1] !== from[1]) {
      this.wire = new LiveWire(this.field, from);
      this.from = from;
    }
    return { id, path: this.wire.pathTo(to) };
  }
}
