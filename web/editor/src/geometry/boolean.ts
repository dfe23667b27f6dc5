import { difference, intersection, union, xor } from 'polyclip-ts';
import type { Zone } from './geometry';
import { areaOfZone } from './measure';
import type { Ring } from './ring';

/** An area that may have several parts, each with holes. */
export type Area = readonly Zone[];

type Rings = [number, number][];

/** Everything that is in any of the areas. */
export const united = (...areas: readonly Area[]): Zone[] => combine(union, areas);

/** What is in the first area and in none of the others. */
export const subtracted = (area: Area, ...others: readonly Area[]): Zone[] => combine(difference, [area, ...others]);

/** What is in all of the areas. */
export const intersected = (...areas: readonly Area[]): Zone[] =>
  areas.some((area) => area.length === 0) ? [] : combine(intersection, areas);

/** What is in one of the areas but not in two. */
export const excluded = (...areas: readonly Area[]): Zone[] => combine(xor, areas);

type Operation = typeof union;

/** Pieces smaller than this many square pixels come from rounding and are dropped. */
const LEAST_AREA = 1e-6;

/**
 * Steps to which coordinates are rounded, in pixels. The sweep fails on some nearly touching edges that differ by less
 * than a double can tell apart further on; a coarser step brings them together.
 */
const STEPS = [2 ** -20, 2 ** -12, 2 ** -6, 2 ** -3];

function combine(operation: Operation, areas: readonly Area[]): Zone[] {
  const isEmptyAtOnce = operation === difference && areas[0]?.length === 0;
  const present = areas.filter((area) => area.length > 0);
  if (isEmptyAtOnce || present.length === 0) return [];
  for (const step of STEPS) {
    const result = attempt(operation, present, step);
    if (result) return result;
  }
  throw new RangeError('These outlines cannot be combined.');
}

function attempt(operation: Operation, areas: readonly Area[], step: number): Zone[] | null {
  const [first, ...others] = areas.map((area) => toClip(area, step));
  try {
    const result = first ? operation(first, ...others) : [];
    return result.map(fromClip).filter((zone) => areaOfZone(zone) > LEAST_AREA);
  } catch {
    return null;
  }
}

const toClip = (area: Area, step: number): Rings[][] =>
  area.map(({ region, holes }) => [region, ...holes].map((ring) => toRing(ring, step)));

const toRing = (ring: Ring, step: number): Rings =>
  ring.map(([x, y]) => [Math.round(x / step) * step, Math.round(y / step) * step]);

/** The library repeats the first point at the end. */
function fromClip(rings: Rings[]): Zone {
  const [region = [], ...holes] = rings.map((ring) => ring.slice(0, -1));
  return { region, holes };
}
