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

const allSteps = 60;

export function startView(): View {
  return fitPicture({ width: pictureSide, height: pictureSide }, area, { rotation: 0, flipped: false });
}

/** A wheel step or a pan step in each frame, there and back, from the whole picture on. */
export function views(movement: Movement): View[] {
  const pointer = { x: 500, y: 300 };
  let view = zoomAt(startView(), pointer, startView().scale * (movement === 'pan' ? 1.5 : 1));
  return Array.from({ length: allSteps }, (_, step) => {
    const there = step % 30 < 15;
    view =
      movement === 'zoom'
        ? zoomAt(view, pointer, view.scale * (there ? 1.1 : 1 / 1.1))
        : panBy(view, there ? 17 : -17, there ? 9 : -9);
    return view;
  });
}

export async function measure(contestant: Contestant, movement: Movement, steps: number): Promise<Times> {
  for (let frame = 0; frame < 5 || !(contestant.show(startView())?.settled ?? true); frame++) {
    contestant.show(startView());
    await nextFrame();
  }
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
