import { type Contestant, strokeWidth, thinWidth } from './scenes/contestant';
import { konva } from './scenes/konva';
import { limn } from './scenes/limn';
import { measure, type Movement, nextFrame, startView, type Times } from './scenes/movement';
import { polygons } from './scenes/polygons';
import { change, open, stroke } from './scenes/single';
import { svg } from './scenes/svg';

const contestants: Record<string, (host: HTMLDivElement) => Contestant | Promise<Contestant>> = {
  limn: (host) => limn(host, polygons(10_000), 'canvas'),
  'limn-exact': (host) => limn(host, polygons(10_000), 'exact'),
  'limn-webgl': (host) => limn(host, polygons(10_000), 'webgl'),
  konva: (host) => konva(host, polygons(10_000), strokeWidth, false),
  'konva-thin': (host) => konva(host, polygons(10_000), thinWidth, false),
  'konva-cached': (host) => konva(host, polygons(10_000), strokeWidth, true),
  svg: (host) => svg(host, polygons(10_000), strokeWidth),
  'svg-thin': (host) => svg(host, polygons(10_000), thinWidth),
};

const host = document.querySelector<HTMLDivElement>('#stage') ?? document.body.appendChild(document.createElement('div'));

async function contestant(name: string): Promise<Contestant> {
  const make = contestants[name];
  if (!make) throw new Error(`Nobody is called ${name}.`);
  return await make(host);
}

const bench = {
  async move(name: string, movement: Movement, steps: number): Promise<Times> {
    return await measure(await contestant(name), movement, steps);
  },
  async show(name: string): Promise<void> {
    const shown = await contestant(name);
    while (!(shown.show(startView())?.settled ?? true)) await nextFrame();
    await nextFrame();
  },
  change: (kind: 'canvas' | 'webgl', count: number, steps: number) => change(host, kind, count, steps),
  open: (kind: 'canvas' | 'webgl', count: number) => open(host, kind, count),
  stroke: (kind: 'canvas' | 'webgl') => stroke(host, kind),
};

export type Bench = typeof bench;
Object.assign(window, { bench });
