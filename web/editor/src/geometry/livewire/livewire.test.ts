import { expect, test } from 'vitest';
import type { Colours } from '../mask/bucket';
import { distance, type Point } from '../point';
import { nearestOnLine } from '../ring';
import { edgeField } from './edgeField';
import { LiveWire } from './LiveWire';
import { LiveWireSession, type TraceReply, type TraceRequest } from './LiveWireSession';
import { directLink, Tracer, workerLink } from './tracer';

/** A picture in which a dark disc lies on a light ground. */
function disc(size: number, radius: number): Colours & { reads: number } {
  return {
    width: size,
    height: size,
    reads: 0,
    read(x, y, width, height) {
      this.reads++;
      const rgba = new Uint8ClampedArray(width * height * 4).fill(230);
      for (let index = 0; index < width * height; index++) {
        const place: Point = [x + (index % width) + 0.5, y + Math.floor(index / width) + 0.5];
        const inside = Math.min(1, Math.max(0, radius - distance(place, [size / 2, size / 2]) + 0.5));
        rgba.fill(230 - 200 * inside, index * 4, index * 4 + 3);
      }
      return rgba;
    },
  };
}

const onRim = (size: number, radius: number, degrees: number): Point => [
  size / 2 + radius * Math.cos((degrees * Math.PI) / 180),
  size / 2 + radius * Math.sin((degrees * Math.PI) / 180),
];

test('the path follows the edge instead of the straight way', () => {
  const colours = disc(200, 60);
  const field = edgeField(colours.read(0, 0, 200, 200), 200, 200);
  const path = new LiveWire(field, onRim(200, 60, 0)).pathTo(onRim(200, 60, 100));
  for (const [x, y] of path) expect(Math.abs(distance([x + 0.5, y + 0.5], [100, 100]) - 60)).toBeLessThan(2);
  expect(path.length).toBeGreaterThan(70);
});

test('where there are no edges the path is straight', () => {
  const field = edgeField(new Uint8ClampedArray(50 * 50 * 4).fill(128), 50, 50);
  const path = new LiveWire(field, [5, 5]).pathTo([45, 5]);
  expect(path).toEqual(Array.from({ length: 41 }, (_, step) => [5 + step, 5]));
});

test('steps go from a pixel to a neighbour, and end where they should', () => {
  const colours = disc(120, 30);
  const wire = new LiveWire(edgeField(colours.read(0, 0, 120, 120), 120, 120), [3, 7]);
  for (const target of [
    [100, 90],
    [3, 7],
    [4, 7],
    [119, 0],
  ] as const) {
    const path = wire.pathTo(target);
    expect([path[0], path.at(-1)]).toEqual([[3, 7], target]);
    path.slice(1).forEach(([x, y], index) => {
      const [px, py] = path[index] as Point;
      expect(Math.max(Math.abs(x - px), Math.abs(y - py))).toBe(1);
    });
  }
});

test('a tracer reads a part once for many questions, and another where the ends leave it', () => {
  const colours = disc(3000, 900);
  const tracer = new Tracer(colours, directLink());
  const paths: (readonly Point[])[] = [];
  const [from, to] = [onRim(3000, 900, 0), onRim(3000, 900, 10)];
  tracer.trace(from, to, (path) => paths.push(path));
  tracer.trace(from, onRim(3000, 900, 12), (path) => paths.push(path));
  expect(colours.reads).toBe(1);
  expect([paths[0]?.[0], paths[0]?.at(-1)]).toEqual([from, to]);
  for (const place of paths[0] ?? []) expect(Math.abs(distance(place, [1500, 1500]) - 900)).toBeLessThan(2.5);
  tracer.trace(onRim(3000, 900, 180), onRim(3000, 900, 190), (path) => paths.push(path));
  expect(colours.reads).toBe(2);
});

test('ends far apart are looked at more coarsely', () => {
  const tracer = new Tracer(disc(3000, 1200), directLink());
  const [from, to] = [onRim(3000, 1200, 0), onRim(3000, 1200, 90)];
  tracer.trace(from, to, (path) => {
    expect(nearestOnLine(path, false, onRim(3000, 1200, 45))?.distance).toBeLessThan(6);
  });
  expect.assertions(1);
});

test('of questions that come faster than a worker answers only the newest is answered', () => {
  const session = new LiveWireSession();
  const posted: TraceRequest[] = [];
  let answer: (event: { data: TraceReply }) => void = () => {};
  const worker = {
    postMessage: (request: TraceRequest) => posted.push(request),
    addEventListener: (_: 'message', listener: (event: { data: TraceReply }) => void) => {
      answer = listener;
    },
  };
  const tracer = new Tracer(disc(200, 60), workerLink(worker));
  const answered: string[] = [];
  for (const name of ['first', 'second', 'third']) tracer.trace([20, 20], [60, 60], () => answered.push(name));
  expect(posted).toHaveLength(1);
  answer({ data: session.answer(posted[0] as TraceRequest) });
  answer({ data: session.answer(posted[1] as TraceRequest) });
  expect([posted.length, answered]).toEqual([2, ['third']]);
});

test('ends outside of the picture are held at its border', () => {
  const tracer = new Tracer(disc(100, 30), directLink());
  tracer.trace([-50, 20], [500, 80], (path) => {
    expect([path[0], path.at(-1)]).toEqual([
      [-50, 20],
      [500, 80],
    ]);
    for (const [x, y] of path.slice(1, -1)) expect(Math.min(x, y, 100 - x, 100 - y)).toBeGreaterThan(0);
  });
  expect.hasAssertions();
});
