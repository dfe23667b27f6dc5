import type { Zone } from '../../geometry/geometry';
import type { Point } from '../answer';

interface Edge {
  readonly top: Point;
  readonly bottom: Point;
}

type Zones = readonly (readonly Edge[])[];

type Interval = readonly [from: number, to: number];

/**
 * The area that two geometries both cover. A zone covers what lies within an odd number of its rings, a geometry what
 * one of its zones covers. Between two heights at which an edge ends or crosses another, what is common is made of
 * trapezia, so that its width half way gives its area exactly.
 */
export function commonArea(first: readonly Zone[], second: readonly Zone[]): number {
  const [a, b] = [first.map(edgesOf), second.map(edgesOf)];
  const heights = heightsOf([...a.flat(), ...b.flat()]);
  let area = 0;
  for (let at = 1; at < heights.length; at++) {
    const [top = 0, bottom = 0] = [heights[at - 1], heights[at]];
    const middle = (top + bottom) / 2;
    area += commonWidth(coveredAt(a, middle), coveredAt(b, middle)) * (bottom - top);
  }
  return area;
}

function edgesOf({ region, holes }: Zone): Edge[] {
  return [region, ...holes].flatMap((ring) =>
    ring.flatMap((from, at) => {
      const to = ring[(at + 1) % ring.length] ?? from;
      if (from[1] === to[1]) {
        return [];
      }
      return from[1] < to[1] ? { top: from, bottom: to } : { top: to, bottom: from };
    }),
  );
}

function heightsOf(edges: readonly Edge[]): number[] {
  const heights = edges.flatMap(({ top, bottom }) => [top[1], bottom[1]]);
  for (const [at, edge] of edges.entries()) {
    for (let other = at + 1; other < edges.length; other++) {
      const crossing = crossingOf(edge, edges[other] as Edge);
      if (crossing !== undefined) {
        heights.push(crossing);
      }
    }
  }
  return [...new Set(heights)].sort((low, high) => low - high);
}

function crossingOf(one: Edge, other: Edge): number | undefined {
  const top = Math.max(one.top[1], other.top[1]);
  const bottom = Math.min(one.bottom[1], other.bottom[1]);
  if (top >= bottom) {
    return undefined;
  }
  const above = xAt(one, top) - xAt(other, top);
  const below = xAt(one, bottom) - xAt(other, bottom);
  return above * below < 0 ? top + ((bottom - top) * above) / (above - below) : undefined;
}

function xAt({ top, bottom }: Edge, y: number): number {
  return top[0] + ((bottom[0] - top[0]) * (y - top[1])) / (bottom[1] - top[1]);
}

function crossings(edges: readonly Edge[], y: number): number[] {
  const spanning = edges.filter(({ top, bottom }) => top[1] <= y && y < bottom[1]);
  return spanning.map((edge) => xAt(edge, y)).sort((low, high) => low - high);
}

function coveredAt(zones: Zones, y: number): Interval[] {
  const intervals = zones.flatMap((edges) => pairs(crossings(edges, y))).sort((low, high) => low[0] - high[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of intervals) {
    const last = merged.at(-1);
    if (last && from <= last[1]) {
      last[1] = Math.max(last[1], to);
    } else {
      merged.push([from, to]);
    }
  }
  return merged;
}

function pairs(numbers: readonly number[]): Interval[] {
  return numbers.flatMap((from, at) => (at % 2 === 0 ? [[from, numbers[at + 1] ?? from] as const] : []));
}

function commonWidth(first: readonly Interval[], second: readonly Interval[]): number {
  let width = 0;
  for (const [from, to] of first) {
    for (const [otherFrom, otherTo] of second) {
      width += Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
    }
  }
  return width;
}
