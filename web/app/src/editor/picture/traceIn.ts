import type { PixelPort, TracePort } from '@limn/editor';
import { Tracer, workerLink } from '@limn/editor/geometry/livewire/tracer';

let worker: Worker | undefined;

/** Follows the edges of a picture; one worker does it for all pictures. */
export function traceIn(pixels: PixelPort): TracePort {
  worker ??= new Worker(new URL('../../../../editor/src/geometry/livewire/livewire.worker.ts', import.meta.url), {
    type: 'module',
    name: 'edges',
  });
  return new Tracer(pixels, workerLink(worker));
}
