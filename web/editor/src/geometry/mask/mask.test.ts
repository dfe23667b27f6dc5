import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tilePixels, tileSize } from '../../model/brush/runs';
import { anyStar } from '../../testing/anyGeometry';
import { areaOfZone } from '../measure';
import { distance, type Point } from '../point';
import { type Bitmap, bitmapOf, difference, spansOf } from './Bitmap';
import { bucketFill, type Colours } from './bucket';
import { withoutHoles, withoutSpecks } from './cleanup';
import { MaskDraft } from './MaskDraft';
import { colourDistance, oklabOf } from './oklab';
import { clippedSpans, insideSpans, ringSpans, type Span, strokeSpans } from './spans';
import { tracedZones } from './trace';

const size = { width: 700, height: 600 };
const empty = () => new MaskDraft(size, () => undefined);
const solid = { label: 1, overwrites: true };
const count = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);
const fill = (draft: MaskDraft, spans: readonly Span[], paint = solid): MaskDraft => {
  for (const { y, from, to } of spans) draft.paintRun(y, from, to, paint);
  return draft;
};
const allTiles = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => ({ x, y })));
const labelled = (draft: MaskDraft, label = 1): number =>
  allTiles.reduce((sum, { x, y }) => sum + (draft.tile(x, y)?.filter((value) => value === label).length ?? 0), 0);

/** Rows of text, `#` for a set pixel. */
function bitmap(...rows: readonly string[]): Bitmap {
  const bits = Uint8Array.from(rows.join(''), (character) => (character === '#' ? 1 : 0));
  return { x: 0, y: 0, width: rows[0]?.length ?? 0, height: rows.length, bits };
}

const rowsOf = ({ width, bits }: Bitmap): string[] =>
  Array.from({ length: bits.length / width }, (_, row) =>
    [...bits.subarray(row * width, (row + 1) * width)].map((bit) => (bit === 1 ? '#' : '.')).join(''),
  );

describe('spans', () => {
  const coordinate = fc.double({ min: 20, max: 400, noNaN: true });
  const place = fc.tuple(coordinate, coordinate);

  test('a round stroke covers exactly the pixels whose centres are within its radius of the way', () => {
    fc.assert(
      fc.property(place, place, fc.integer({ min: 8, max: 30 }), (from, to, diameter) => {
        const painted = new Set(
          strokeSpans(from, to, { shape: 'circle', size: diameter }, 1000).flatMap((span) =>
            Array.from({ length: span.to - span.from }, (_, index) => `${span.from + index},${span.y}`),
          ),
        );
        for (let step = 0; step < 200; step++) {
          const t = step / 199;
          const on: Point = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
          const x = Math.floor(on[0] + (((step * 7) % 13) / 13 - 0.5) * diameter * 1.5);
          const y = Math.floor(on[1] + (((step * 5) % 11) / 11 - 0.5) * diameter * 1.5);
          const away = toSegment([x + 0.5, y + 0.5], from, to);
          if (away < diameter / 2 - 1e-6) expect(painted).toContain(`${x},${y}`);
          if (away > diameter / 2 + 1e-6) expect(painted).not.toContain(`${x},${y}`);
        }
      }),
    );
  });

  test.each([
    ['circle', 1, 1],
    ['square', 1, 1],
    ['square', 3, 9],
    ['square', 20, 400],
    ['circle', 2, 4],
  ] as const)('a %s of %i pixels covers %i pixels wherever it is', (shape, side, pixels) => {
    for (const place of [
      [50, 50],
      [50.3, 50.7],
      [50.5, 50.5],
      [50.99, 50.01],
    ] as const) {
      expect(count(strokeSpans(place, place, { shape, size: side }, 100))).toBe(pixels);
    }
  });

  test('a square swept along a line has no gap', () => {
    expect(count(strokeSpans([10, 10], [110, 10], { shape: 'square', size: 10 }, 100))).toBe(1100);
    const slanted = strokeSpans([10, 10], [60, 60], { shape: 'square', size: 10 }, 100);
    expect(slanted.map(({ y }) => y)).toEqual(Array.from({ length: 60 }, (_, row) => row + 5));
  });

  test('the pixels inside of a ring are as many as its area, but for its border', () => {
    fc.assert(
      fc.property(anyStar, (ring) => {
        const area = areaOfZone({ region: ring, holes: [] });
        const border = ring.reduce((sum, point, index) => sum + distance(point, ring[index - 1] ?? point), 100);
        expect(Math.abs(count(ringSpans([ring], -600, 1600)) - area)).toBeLessThan(border * 2 + 20);
      }),
    );
  });

  test('a stroke from far away has the rows of the picture only', () => {
    const spans = strokeSpans([0, -1e9], [50, 1e9], { shape: 'circle', size: 20 }, 100);
    expect(spans.map(({ y }) => y)).toEqual(Array.from({ length: 100 }, (_, y) => y));
  });

  test('a region cuts spans', () => {
    const region: Point[] = [
      [10, 0],
      [20, 0],
      [20, 50],
      [10, 50],
    ];
    expect(clippedSpans([{ y: 5, from: 0, to: 15 }], [region])).toEqual([{ y: 5, from: 10, to: 15 }]);
    expect(clippedSpans([{ y: 60, from: 0, to: 15 }], [region])).toEqual([]);
    expect(
      insideSpans(
        [
          region,
          [
            [12, 0],
            [14, 0],
            [14, 50],
            [12, 50],
          ],
        ],
        5,
      ),
    ).toHaveLength(2);
  });
});

const toSegment = (point: Point, a: Point, b: Point): number => {
  const square = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
  const dot = (point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1]);
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, dot / square));
  return distance(point, [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
};

describe('a draft', () => {
  test('paints across tiles, and not beyond the picture', () => {
    const draft = fill(empty(), [
      { y: 100, from: -20, to: 900 },
      { y: -1, from: 0, to: 10 },
      { y: 600, from: 0, to: 10 },
    ]);
    expect(labelled(draft)).toBe(700);
    expect(draft.changed()).toHaveLength(3);
    expect([draft.labelAt(255, 100), draft.labelAt(256, 100), draft.labelAt(256, 101)]).toEqual([1, 1, 0]);
  });

  test('leaves other labels alone unless it overwrites', () => {
    const draft = fill(empty(), [{ y: 5, from: 0, to: 10 }]);
    fill(draft, [{ y: 5, from: 5, to: 15 }], { label: 2, overwrites: false });
    expect([labelled(draft, 1), labelled(draft, 2)]).toEqual([10, 5]);
    fill(draft, [{ y: 5, from: 5, to: 15 }], { label: 2, overwrites: true });
    expect([labelled(draft, 1), labelled(draft, 2)]).toEqual([5, 10]);
  });

  test('does not touch what is stored, and knows what differs from it', () => {
    const stored = new Uint16Array(tilePixels).fill(3);
    const draft = new MaskDraft(size, (x, y) => (x === 0 && y === 0 ? stored : undefined));
    fill(draft, [{ y: 5, from: 0, to: 10 }], { label: 3, overwrites: true });
    fill(draft, [{ y: 300, from: 0, to: 10 }], { label: 0, overwrites: true });
    expect(draft.changed()).toEqual([]);
    fill(draft, [{ y: 5, from: 0, to: 10 }], { label: 0, overwrites: true });
    expect(draft.changed()).toMatchObject([{ x: 0, y: 0 }]);
    expect(stored.every((label) => label === 3)).toBe(true);
  });

  test('sixty round stamps of a hundred pixels take a few milliseconds', () => {
    const draft = empty();
    const tip = { shape: 'circle' as const, size: 200 };
    const paint = (from: number) => fill(draft, strokeSpans([300 + from, 300], [302 + from, 300], tip, size.height));
    const rounds = Array.from({ length: 5 }, () => {
      const started = performance.now();
      for (let step = 0; step < 60; step++) paint(step);
      return performance.now() - started;
    });
    expect(Math.min(...rounds)).toBeLessThan(60);
  });
});

describe('bitmaps', () => {
  test('are made of tiles and back into spans', () => {
    const spans = [
      { y: 3, from: 250, to: 260 },
      { y: 300, from: 10, to: 12 },
    ];
    const draft = fill(empty(), spans);
    const made = bitmapOf(allTiles, (x, y) => draft.tile(x, y), 1);
    expect(made && spansOf(made)).toEqual(spans);
    expect(made?.width).toBe(2 * tileSize);
    expect(bitmapOf(allTiles, (x, y) => draft.tile(x, y), 2)).toBeNull();
  });

  test('lose holes and specks', () => {
    const map = bitmap('#####..', '#.#.#..', '#####.#', '.......');
    expect(rowsOf(withoutHoles(map))).toEqual(['#####..', '#####..', '#####.#', '.......']);
    expect(rowsOf(withoutSpecks(map, 2))).toEqual(['#####..', '#.#.#..', '#####..', '.......']);
    expect(rowsOf(difference(map, withoutSpecks(map, 2)))[2]).toBe('......#');
  });
});

describe('tracing', () => {
  test('follows the borders of pixels, with holes', () => {
    const [zone, ...others] = tracedZones(bitmap('.....', '.###.', '.#.#.', '.###.', '.....'));
    expect(others).toEqual([]);
    expect(zone?.region).toEqual(
      expect.arrayContaining([
        [1, 1],
        [4, 1],
        [4, 4],
        [1, 4],
      ]),
    );
    expect(zone?.holes).toHaveLength(1);
    expect(zone && areaOfZone(zone)).toBe(8);
  });

  test('parts pixels that meet in a corner only', () => {
    expect(tracedZones(bitmap('#.', '.#'))).toHaveLength(2);
  });

  test('the traced area is the number of pixels, and filling it gives the same pixels', () => {
    const anyBitmap = fc.array(fc.stringMatching(/^[.#]{12}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyBitmap, (rows) => {
        const map = bitmap(...rows);
        const zones = tracedZones(map);
        expect(zones.reduce((sum, zone) => sum + areaOfZone(zone), 0)).toBe(map.bits.filter((bit) => bit === 1).length);
        const rings = zones.flatMap(({ region, holes }) => [region, ...holes]);
        expect(ringSpans(rings, 0, map.height)).toEqual(spansOf(map));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the bucket', () => {
  /** Left half red, right half red too but for a blue line between them. */
  const colours: Colours = {
    width: 600,
    height: 300,
    read: (x, y, width, height) =>
      Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => {
        const column = x + (Math.floor(index / 4) % width);
        const isLine = column >= 300 && column < 305 && y + Math.floor(index / 4 / width) >= 0;
        return [isLine ? 0 : 200 + (column % 3), 0, isLine ? 255 : 0, 255][index % 4] ?? 0;
      }),
  };
  const pixels = (maps: readonly Bitmap[]) => count(maps.flatMap(spansOf));
  const filled = (...all: Parameters<typeof bucketFill>) => [...bucketFill(...all)].filter((tile) => tile !== null);

  test('fills what is connected and near in colour, across tiles', () => {
    expect(pixels(filled(colours, 10, 10, { tolerance: 5, contiguous: true }))).toBe(300 * 300);
  });

  test('fills everything near in colour', () => {
    expect(pixels(filled(colours, 10, 10, { tolerance: 5, contiguous: false }))).toBe(595 * 300);
  });

  test('fills only the very colour without tolerance, and everything with the largest', () => {
    expect(pixels(filled(colours, 301, 10, { tolerance: 0, contiguous: true }))).toBe(5 * 300);
    expect(pixels(filled(colours, 301, 10, { tolerance: 100, contiguous: true }))).toBe(600 * 300);
  });

  test('lets others have the page while it looks', () => {
    const search = bucketFill(colours, 301, 10, { tolerance: 100, contiguous: true });
    expect([...search].filter((tile) => tile === null).length).toBeGreaterThan((600 * 300) / 20_000 - 2);
  });

  test('fills nothing outside of the picture', () => {
    expect(filled(colours, -1, 0, { tolerance: 5, contiguous: true })).toEqual([]);
  });

  test('black and white are a hundred apart, greys have no colour', () => {
    expect(colourDistance(oklabOf(0, 0, 0), oklabOf(255, 255, 255))).toBeCloseTo(100, 2);
    expect(oklabOf(128, 128, 128)[1]).toBeCloseTo(0, 5);
  });
});
