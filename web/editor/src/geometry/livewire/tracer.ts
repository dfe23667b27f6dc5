import { type Bounds, boundsOf, clamped, grown, isInside } from '../bounds';
import type { Colours } from '../mask/bucket';
import { at, type Point } from '../point';
import { LiveWireSession, type TraceReply, type TraceRequest } from './LiveWireSession';

/** Side of the part in which paths are looked for, in pixels as they are looked at. */
const PART_SIZE = 1024;
/** Pixels around the two ends that a path may use at least. */
const MARGIN = 64;

type Done = (path: readonly Point[]) => void;

interface Question {
  readonly from: Point;
  readonly to: Point;
  readonly done: Done;
}

/** A part of the picture; `step` pixels of the picture are one of the part. */
interface Part extends Bounds {
  readonly step: number;
}

/** Where requests go: a worker, or a session on the same thread. */
export interface TraceLink {
  post(request: TraceRequest): void;
  listen(listener: (reply: TraceReply) => void): void;
}

/** Follows the edges of a picture between two places. Of several questions only the newest is answered. */
export class Tracer {
  private readonly colours: Colours;
  private readonly link: TraceLink;
  private part: Part | null = null;
  private asked: Question | null = null;
  private next: Question | null = null;
  private requests = 0;

  constructor(colours: Colours, link: TraceLink) {
    this.colours = colours;
    this.link = link;
    link.listen((reply) => this.receive(reply));
  }

  trace(from: Point, to: Point, done: Done): void {
    this.next = { from, to, done };
    if (!this.asked) this.ask();
  }

  private ask(): void {
    const question = this.next;
    this.next = null;
    if (!question) return;
    this.asked = question;
    const both = this.inPicture(boundsOf([question.from, question.to]));
    const isNew = !this.part || !isInside(both, this.part);
    const part = isNew || !this.part ? this.partAround(both) : this.part;
    this.part = part;
    this.link.post({
      id: ++this.requests,
      ...(isNew ? { part: this.read(part) } : {}),
      from: into(part, question.from),
      to: into(part, question.to),
    });
  }

  private receive({ id, path }: TraceReply): void {
    const { asked, part, next } = this;
    if (id !== this.requests || !asked || !part) return;
    this.asked = null;
    if (next) this.ask();
    else asked.done([asked.from, ...path.slice(1, -1).map((place) => outOf(part, place)), asked.to]);
  }

  /** As large as a part may be, around both ends. */
  private partAround(both: Bounds): Part {
    const needed = grown(both, MARGIN);
    const span = Math.max(needed.maxX - needed.minX, needed.maxY - needed.minY);
    const step = Math.max(1, Math.ceil(span / PART_SIZE));
    const spare = (PART_SIZE * step - span) / 2;
    const { minX, minY, maxX, maxY } = this.inPicture(grown(needed, Math.max(0, spare)));
    return { minX: Math.floor(minX), minY: Math.floor(minY), maxX: Math.ceil(maxX), maxY: Math.ceil(maxY), step };
  }

  private inPicture(bounds: Bounds): Bounds {
    const picture = { minX: 0, minY: 0, maxX: this.colours.width, maxY: this.colours.height };
    return boundsOf([clamped([bounds.minX, bounds.minY], picture), clamped([bounds.maxX, bounds.maxY], picture)]);
  }

  private read({ minX, minY, maxX, maxY, step }: Part): NonNullable<TraceRequest['part']> {
    const [wide, high] = [maxX - minX, maxY - minY];
    if (step === 1) return { rgba: this.colours.read(minX, minY, wide, high), width: wide, height: high };
    const [width, height] = [Math.max(1, Math.floor(wide / step)), Math.max(1, Math.floor(high / step))];
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let row = 0; row < height; row++) {
      const line = this.colours.read(minX, minY + row * step, wide, 1);
      for (let column = 0; column < width; column++) {
        rgba.set(line.subarray(column * step * 4, column * step * 4 + 4), (row * width + column) * 4);
      }
    }
    return { rgba, width, height };
  }
}

const into = ({ minX, minY, step }: Part, [x, y]: Point): Point => [
  Math.floor((x - minX) / step),
  Math.floor((y - minY) / step),
];

/** The middle of a pixel of the part. */
const outOf = ({ minX, minY, step }: Part, [x, y]: Point): Point => [minX + (x + 0.5) * step, minY + (y + 0.5) * step];

/** Works at once, on the same thread. */
export function directLink(): TraceLink {
  const session = new LiveWireSession();
  const listeners: ((reply: TraceReply) => void)[] = [];
  return {
    post: (request) => at(listeners, 0)(session.answer(request)),
    listen: (listener) => void listeners.push(listener),
  };
}

/** What of a worker is used; `new Worker(new URL('livewire.worker.ts', ...), { type: 'module' })` is one. */
export interface WorkerPort {
  postMessage(message: TraceRequest): void;
  addEventListener(type: 'message', listener: (event: { readonly data: TraceReply }) => void): void;
}

/** Works in a worker. */
export const workerLink = (worker: WorkerPort): TraceLink => ({
  post: (request) => worker.postMessage(request),
  listen: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
});
