import { type MaskSource, noOverlay } from '../../../web/editor/src/render/renderer';
import { zoomAt } from '../../../web/editor/src/render/view';
import { rendererOf } from './limn';
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
  for (let step = 0; step < steps; step++) {
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
      await nextFrame();
      const start = performance.now();
      act();
      renderer.draw();
      times.push(performance.now() - start);
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

const side = 8192;
const tileSide = 256;

/** 200 labels that together cover the picture, as the editor keeps them. */
export function paintedMask(): MaskSource & { paint(x: number, y: number, radius: number, label: number): { x: number; y: number }[] } {
  const across = side / tileSide;
  const tiles = Array.from({ length: across * across }, (_, at) => {
    const tile = new Uint16Array(tileSide * tileSide);
    for (let place = 0; place < tile.length; place++) tile[place] = 1 + ((at * 7 + (place >> 13)) % 200);
    return tile;
  });
  return {
    width: side,
    height: side,
    tile: (x, y) => (x < across && y < across ? (tiles[y * across + x] ?? null) : null),
    color: (label) => [(label * 53) % 256, (label * 101) % 256, (label * 197) % 256],
    paint(x, y, radius, label) {
      const touched = new Map<number, { x: number; y: number }>();
      for (let py = Math.max(0, y - radius); py < Math.min(side, y + radius); py++) {
        for (let px = Math.max(0, x - radius); px < Math.min(side, x + radius); px++) {
          if ((px - x) ** 2 + (py - y) ** 2 > radius * radius) continue;
          const [column, row] = [px >> 8, py >> 8];
          const at = row * across + column;
          touched.set(at, { x: column, y: row });
          const tile = tiles[at];
          if (tile) tile[(py & 255) * tileSide + (px & 255)] = label;
        }
      }
      return [...touched.values()];
    },
  };
}

/** Milliseconds of script of each stamp of a stroke, with the drawing of its frame; at the whole picture and from near. */
export async function stroke(host: HTMLElement, kind: Kind): Promise<number[]> {
  const mask = paintedMask();
  const renderer = await rendererOf(host, kind);
  renderer.setMask(mask);
  const times: number[] = [];
  for (const scale of [startView().scale, 1]) {
    renderer.setView(zoomAt(startView(), { x: 640, y: 360 }, scale));
    renderer.draw();
    for (let step = 0; step < 30; step++) {
      await nextFrame();
      const start = performance.now();
      renderer.maskChanged(mask.paint(4096 + step * 8, 4096 + step * 4, 50, 1 + (step % 200)));
      renderer.draw();
      times.push(performance.now() - start);
    }
  }
  Object.assign(window, { held: { renderer, mask } });
  return times;
}
