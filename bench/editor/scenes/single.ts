import { noOverlay } from '../../../web/editor/src/render/renderer';
import { rendererOf, rest } from './limn';
import { nextFrame, startView } from './movement';
import { polygons, randomNumbers } from './polygons';

type Kind = 'canvas' | 'webgl';

/** Milliseconds of script for a change of one shape among many: while it is dragged, and when it is stored. */
export async function change(host: HTMLElement, kind: Kind, count: number, steps: number): Promise<number[]> {
  const shapes = polygons(count);
  const renderer = await rendererOf(host, kind);
  renderer.update({ put: shapes, removed: [] });
  renderer.setView(startView());
  while (!renderer.draw().settled) await nextFrame();
  const random = randomNumbers(2);
  const times: number[] = [];
  // The first change is not counted: it makes what all others use.
  for (let step = -1; step < steps; step++) {
    const shape = shapes[Math.floor(random() * count)];
    if (!shape) continue;
    const moved = { ...shape, paths: shape.paths.map((path) => ({ ...path, points: path.points.map((v) => v + 9) })) };
    for (const act of [
      () => renderer.setOverlay({ ...noOverlay, shapes: [moved] }),
      () => {
        renderer.update({ put: [moved], removed: [] });
        renderer.setOverlay(noOverlay);
      },
    ]) {
      await rest(host);
      await nextFrame();
      const start = performance.now();
      act();
      renderer.draw();
      const time = performance.now() - start;
      if (step >= 0) times.push(time);
    }
  }
  renderer.destroy();
  return times;
}

/** Milliseconds from the shapes in memory to their sharp picture on the screen. */
export async function open(host: HTMLElement, kind: Kind, count: number): Promise<number> {
  const shapes = polygons(count);
  await nextFrame();
  const start = performance.now();
  const renderer = await rendererOf(host, kind);
  renderer.setView(startView());
  renderer.update({ put: shapes, removed: [] });
  while (!renderer.draw().settled) await nextFrame();
  await nextFrame();
  await nextFrame();
  const time = performance.now() - start;
  renderer.destroy();
  return time;
}
