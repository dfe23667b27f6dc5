import { cut, type Hand, hands } from './support/hands';
import { expect, test } from './support/test';
import { toolSchema } from './support/toolSchema';
import { told, Workbench } from './support/workbench';

type Json = Record<string, unknown>;

interface Row {
  readonly name: string;
  readonly options?: Json;
  readonly draw: (hand: Hand) => Promise<void>;
  /** The member as docs/formats/annotation-json.md has it, without its identity. */
  readonly stored: Json;
}

const drawn = (schemaId: string, title: string, geometry: Json): Json => ({
  schemaId,
  title,
  ...geometry,
  classifications: [],
});

const rows: readonly Row[] = [
  {
    name: 'bounding box',
    draw: async (hand) => {
      await hand.choose('Car');
      await hand.click([120, 90], [20, 30]);
    },
    stored: drawn('car', 'Car', { 'bounding-box': { x: 20, y: 30, width: 100, height: 60 } }),
  },
  {
    name: 'bounding box by four extreme points',
    options: { boxBy: 'extremes' },
    draw: async (hand) => {
      await hand.choose('Car');
      await hand.click([150, 20], [40, 70], [160, 130], [260, 80]);
    },
    stored: drawn('car', 'Car', { 'bounding-box': { x: 40, y: 20, width: 220, height: 110 } }),
  },
  {
    name: 'rotated box',
    options: { rotatedBoxBy: 'edge' },
    draw: async (hand) => {
      await hand.choose('Sign');
      await hand.click([100, 60], [180, 120], [70, 100]);
    },
    stored: drawn('sign', 'Sign', {
      'rotated-bounding-box': {
        x: 100,
        y: 60,
        width: 100,
        height: 50,
        rotation: 36.8699,
        corners: [
          [100, 60],
          [70, 100],
          [150, 160],
          [180, 120],
        ],
      },
    }),
  },
  {
    name: 'polygon',
    draw: async (hand) => {
      await hand.choose('Road');
      await hand.click([40, 40], [140, 50], [120, 150]);
      await hand.finish();
    },
    stored: drawn('road', 'Road', {
      polygon: [
        [40, 40],
        [140, 50],
        [120, 150],
      ],
    }),
  },
  {
    name: 'polygon with a hole',
    draw: async (hand) => {
      await hand.choose('Road');
      await hand.click([20, 20], [280, 20], [280, 220], [20, 220]);
      await hand.finish();
      await hand.choose('Road');
      await hand.set(cut);
      await hand.click([100, 80], [200, 80], [150, 160]);
      await hand.finish();
    },
    stored: drawn('road', 'Road', {
      polygon: [
        [20, 20],
        [280, 20],
        [280, 220],
        [20, 220],
      ],
      polygonHoles: [
        [
          [100, 80],
          [200, 80],
          [150, 160],
        ],
      ],
    }),
  },
  {
    name: 'polyline',
    draw: async (hand) => {
      await hand.choose('Lane');
      await hand.click([30, 200], [130, 150], [250, 170]);
      await hand.finish();
    },
    stored: drawn('lane', 'Lane', {
      polyline: [
        [30, 200],
        [130, 150],
        [250, 170],
      ],
    }),
  },
  {
    name: 'point',
    draw: async (hand) => {
      await hand.choose('Nose');
      await hand.click([77, 133]);
    },
    stored: drawn('nose', 'Nose', { point: [77, 133] }),
  },
  {
    name: 'spline',
    draw: async (hand) => {
      await hand.choose('Rail');
      await hand.click([40, 100], [100, 100], [160, 100]);
      await hand.finish();
    },
    // A curve through equally distant points on a line is the line.
    stored: drawn('rail', 'Rail', {
      spline: [
        [40, 100],
        [100, 100],
        [160, 100],
      ],
      splineBezier: [
        [40, 100],
        [60, 100],
        [80, 100],
        [100, 100],
        [120, 100],
        [140, 100],
        [160, 100],
      ],
    }),
  },
  {
    name: 'circle',
    draw: async (hand) => {
      await hand.choose('Wheel');
      await hand.click([160, 120], [190, 160]);
    },
    stored: drawn('wheel', 'Wheel', { circle: { x: 160, y: 120, radius: 50 } }),
  },
  {
    name: 'ellipse',
    draw: async (hand) => {
      await hand.choose('Plate');
      await hand.click([60, 50], [180, 130]);
    },
    stored: drawn('plate', 'Plate', { ellipse: { x: 120, y: 90, radiusX: 60, radiusY: 40, rotation: 0 } }),
  },
  {
    name: 'segmentation with a hole and a second area',
    draw: async (hand) => {
      await hand.choose('Person');
      await hand.stroke([20, 20], [120, 20], [120, 120], [20, 120]);
      await hand.finish();
      await hand.stroke([200, 40], [260, 40], [260, 90], [200, 90]);
      await hand.finish();
      await hand.set(cut);
      await hand.stroke([40, 40], [80, 40], [80, 80], [40, 80]);
      await hand.finish();
    },
    stored: drawn('person', 'Person', {
      segmentation: {
        zones: [
          {
            region: [
              [20, 20],
              [120, 20],
              [120, 120],
              [20, 120],
            ],
            holes: [
              [
                [40, 40],
                [80, 40],
                [80, 80],
                [40, 80],
              ],
            ],
          },
          {
            region: [
              [200, 40],
              [260, 40],
              [260, 90],
              [200, 90],
            ],
            holes: [],
          },
        ],
      },
    }),
  },
];

for (const { name, options, draw, stored } of rows) {
  for (const [by, make] of hands) {
    test(`${name} by ${by}`, async ({ page, api }) => {
      const bench = await Workbench.open(page, api, { schema: toolSchema, ...(options ? { options } : {}) });
      await draw(make(page));
      await expect.poll(async () => told((await bench.answer()).tools).map(canonical)).toEqual([canonical(stored)]);
      const answer = await bench.answer();

      await bench.reload();
      await expect(page.getByRole('option', { name: new RegExp(`^${stored.title}`) })).toHaveCount(1);
      expect(await bench.answer()).toEqual(answer);
      expect((await bench.exported()).tools).toEqual(answer.tools);
    });
  }
}

/** Corners of turned boxes are reckoned, and rings that were cut have neither a first point nor a direction. */
function canonical(member: Json): Json {
  const { segmentation, polygonHoles, 'rotated-bounding-box': rotated } = member as Geometries;
  if (rotated) {
    const corners = rotated.corners.map((corner) => corner.map((value) => Math.round(value * 1e3) / 1e3));
    return { ...member, 'rotated-bounding-box': { ...rotated, corners } };
  }
  if (polygonHoles) {
    return { ...member, polygonHoles: polygonHoles.map(turned) };
  }
  const zones = segmentation?.zones.map(({ region, holes }) => ({ region: turned(region), holes: holes.map(turned) }));
  return zones
    ? { ...member, segmentation: { zones: zones.sort((a, b) => compare(a.region[0], b.region[0])) } }
    : member;
}

interface Geometries {
  segmentation?: { zones: { region: Ring; holes: Ring[] }[] };
  polygonHoles?: Ring[];
  'rotated-bounding-box'?: { corners: Ring };
}

type Ring = readonly (readonly number[])[];

const compare = (one: readonly number[] = [], other: readonly number[] = []) =>
  (one[0] ?? 0) - (other[0] ?? 0) || (one[1] ?? 0) - (other[1] ?? 0);

function turned(ring: Ring): Ring {
  const at = ring.indexOf(ring.toSorted(compare)[0] ?? []);
  const there = [...ring.slice(at), ...ring.slice(0, at)];
  const back = [...there.slice(0, 1), ...there.slice(1).reverse()];
  return compare(there[1], back[1]) <= 0 ? there : back;
}
