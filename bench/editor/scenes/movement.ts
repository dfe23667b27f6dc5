import { fitPicture, panBy, type View, zoomAt } from '../../../web/editor/src/render/view';
import { area, type Contestant } from './contestant';
import { pictureSide } from './polygons';

export interface Times {
  /** Milliseconds from one animation frame to the next. */
  readonly frames: number[];
  /** Milliseconds of script within the frame. */
  readonly script: number[];
  /** The most draw calls of a frame, where the contestant counts them. */
  drawCalls: number;
  /** Milliseconds from the last step until what is shown is sharp. */
  sharpAfter: number;
}

export type Movement = 'zoom' | 'pan';

const allSteps = 30;

export function startView(): View {
  return fitPicture({ width: pictureSide, height: pictureSide }, area, { rotation: 0, flipped: false });
}

const pointer = { x: 500, y: 300 };

/** Zooming begins at the whole picture, panning nearer, where there is something to move to. */
export function firstView(movement: Movement): View {
  return zoomAt(startView(), pointer, startView().scale * (movement === 'pan' ? 1.5 : 1));
}

/** A wheel step or a pan step in each frame, there and back. */
export function views(movement: Movement): View[] {
  let view = firstView(movement);
  return Array.from({ length: allSteps }, (_, step) => {
    const there = step % 30 < 15;
    view =
      movement === 'zoom'
        ? zoomAt(view, pointer, view.scale * (there ? 1.1 : 1 / 1.1))
        : panBy(view, there ? 17 : -17, there ? 9 : -9);
    return view;
  });
}

/** Shows a view until it stays as it is. */
export async function settle(contestant: Contestant, view: View): Promise<void> {
  for (let frame = 0; frame < 5 || !(contestant.show(view)?.settled ?? true); frame++) {
    contestant.show(view);
    await nextFrame();
    await contestant.rest?.();
  }
}

export async function measure(contestant: Contestant, movement: Movement, steps: number): Promise<Times> {
  const times: Times = { frames: [], script: [], drawCalls: 0, sharpAfter: 0 };
  let last = await nextFrame();
  for (const view of views(movement).slice(0, steps)) {
    const start = performance.now();
    const report = contestant.show(view);
    times.script.push(performance.now() - start);
    times.drawCalls = Math.max(times.drawCalls, report?.drawCalls ?? 0);
    const now = await nextFrame();
    times.frames.push(now - last);
    last = now;
    await contestant.rest?.();
  }
  const end = views(movement)[steps - 1] ?? startView();
  const stopped = performance.now();
  while (!(contestant.show(end)?.settled ?? true)) await nextFrame();
  times.sharpAfter = performance.now() - stopped;
  return times;
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve(performance.now()));
  });
}
