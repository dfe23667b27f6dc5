import type { Area } from './boolean';
import { boundsOf } from './bounds';
import type { Zone } from './geometry';
import type { Bitmap } from './mask/Bitmap';
import { type Refinement, refined } from './mask/refine';
import { ringSpans } from './mask/spans';
import { tracedZones } from './mask/trace';
import { areaOfZone } from './measure';
import { at, distance, type Point } from './point';
import type { Ring } from './ring';
import { simplifiedWithin } from './simplify';

/** Outlines are refined on a grid with so many cells along the longer side, but none smaller than the least. */
const mostCells = 2048;
const leastCell = 0.25;

/** An area grown, shrunk, smoothed or cleaned. Outlines made anew are exact to a quarter of a pixel, or for large areas to a 2,000th of their size. */
export function refinedArea(area: Area, how: Refinement, size: number): Zone[] {
  if (area.length === 0) return [];
  if (how === 'holes') return area.map(({ region }) => ({ region, holes: [] }));
  if (how === 'specks') return area.filter((zone) => areaOfZone(zone) >= size);
  const grid = gridFor(area, size);
  const { after } = refined(rastered(area, grid), how, size / grid.cell, grid);
  return tracedZones(after).map(({ region, holes }) => ({
    region: grid.back(region),
    holes: holes.map((hole) => grid.back(hole)),
  }));
}

interface Grid {
  readonly width: number;
  readonly height: number;
  readonly cell: number;
  to(ring: Ring): Point[];
  /** Without the steps that the cells make. */
  back(ring: Ring): Point[];
}

function gridFor(area: Area, size: number): Grid {
  const { minX, minY, maxX, maxY } = boundsOf(area.flatMap(({ region }) => region));
  const cell = Math.max(leastCell, (Math.max(maxX - minX, maxY - minY) + 2 * size) / mostCells);
  const margin = Math.ceil(size / cell) + 2;
  const cells = (length: number) => Math.ceil(length / cell) + 2 * margin;
  return {
    width: cells(maxX - minX),
    height: cells(maxY - minY),
    cell,
    to: (ring) => ring.map(([x, y]): Point => [(x - minX) / cell + margin, (y - minY) / cell + margin]),
    back: (ring) => withoutSteps(ring).map(([x, y]): Point => [(x - margin) * cell + minX, (y - margin) * cell + minY]),
  };
}

/** Tracing goes along the cells' borders; a line within a cell of them has a fraction of their corners. */
function withoutSteps(ring: Ring): Point[] {
  const first = at(ring, 0);
  const far = ring.reduce(
    (best, point, index) => (distance(point, first) > distance(at(ring, best), first) ? index : best),
    0,
  );
  const there = simplifiedWithin(ring.slice(0, far + 1), 0.8);
  const back = simplifiedWithin([...ring.slice(far), first], 0.8);
  return [...there.slice(0, -1), ...back.slice(0, -1)];
}

function rastered(area: Area, { width, height, to }: Grid): Bitmap {
  const bits = new Uint8Array(width * height);
  for (const { region, holes } of area) {
    for (const { y, from, to: end } of ringSpans([region, ...holes].map(to), 0, height)) {
      bits.fill(1, y * width + from, y * width + end);
    }
  }
  return { x: 0, y: 0, width, height, bits };
}
