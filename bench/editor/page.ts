import { type Contestant, strokeWidth, thinWidth } from './scenes/contestant';
import { konva } from './scenes/konva';
import { limn } from './scenes/limn';
import { firstView, measure, type Movement, settle, startView, type Times } from './scenes/movement';
import { polygons } from './scenes/polygons';
import { change, open } from './scenes/single';
import { strokes } from './scenes/strokes';
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

let prepared: Contestant | undefined;

async function contestant(name: string): Promise<Contestant> {
  const make = contestants[name];
  if (!make) throw new Error(`Nobody is called ${name}.`);
  return await make(host);
}

const bench = {
  /** Puts somebody onto the page and lets them draw the first view. */
  async prepare(name: string, movement: Movement): Promise<void> {
    prepared = await contestant(name);
    await settle(prepared, firstView(movement));
  },
  async move(movement: Movement, steps: number): Promise<Times> {
    if (!prepared) throw new Error('Nobody is prepared.');
    return await measure(prepared, movement, steps);
  },
  async show(name: string): Promise<void> {
    await settle(await contestant(name), startView());
  },
  change: (kind: 'canvas' | 'webgl', count: number, steps: number) => change(host, kind, count, steps),
  open: (kind: 'canvas' | 'webgl', count: number) => open(host, kind, count),
  strokes: (kind: 'canvas' | 'webgl', count: number) => strokes(host, kind, count),
};

export type Bench = typeof bench;
Object.assign(window, { bench });
