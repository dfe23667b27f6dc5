import type { Page } from '@playwright/test';
import { pictureSize } from './support/api';
import { bucket, cut, erase, type Hand, hands, magnetic, type Place } from './support/hands';
import { block, isBlock } from './support/scene';
import { expect, test } from './support/test';
import { toolSchema } from './support/toolSchema';
import { maskColors, Workbench } from './support/workbench';

type Labels = (x: number, y: number) => string;

interface Row {
  readonly name: string;
  readonly draw: (hand: Hand) => Promise<void>;
  /** The colour that each pixel of the mask must have. */
  readonly mask: Labels;
}

const [grass, water] = ['#00c853', '#0091ea'];
const radius = 10;

/** A round brush covers the pixels whose middle is within its radius of the way. */
function isNear(x: number, y: number, [fromX, at]: Place, toX: number): boolean {
  const alongX = Math.min(Math.max(x + 0.5, fromX), toX);
  return Math.hypot(x + 0.5 - alongX, y + 0.5 - at) <= radius;
}

const rows: readonly Row[] = [
  {
    name: 'brush',
    draw: async (hand) => {
      await hand.choose('Grass');
      await hand.stroke([60, 60], [160, 60]);
    },
    mask: (x, y) => (isNear(x, y, [60, 60], 160) ? grass : ''),
  },
  {
    name: 'two brushes, which do not cover each other',
    draw: async (hand) => {
      await hand.choose('Grass');
      await hand.stroke([60, 60], [160, 60]);
      await hand.choose('Water');
      await hand.stroke([100, 60], [200, 60]);
    },
    mask: (x, y) => (isNear(x, y, [60, 60], 160) ? grass : isNear(x, y, [100, 60], 200) ? water : ''),
  },
  {
    name: 'eraser',
    draw: async (hand) => {
      await hand.choose('Grass');
      await hand.stroke([60, 60], [200, 60]);
      await hand.set(erase);
      await hand.stroke([100, 60], [140, 60]);
    },
    mask: (x, y) => (isNear(x, y, [60, 60], 200) && !isNear(x, y, [100, 60], 140) ? grass : ''),
  },
  {
    name: 'bucket',
    draw: async (hand) => {
      await hand.choose('Water');
      await hand.set(bucket);
      await hand.click([160, 120]);
      await hand.finish();
    },
    mask: (x, y) => (isBlock(x, y) ? water : ''),
  },
];

for (const { name, draw, mask } of rows) {
  for (const [by, make] of hands) {
    test(`${name} by ${by}`, async ({ page, api }) => {
      const bench = await Workbench.open(page, api, { schema: toolSchema, options: { brushSize: 2 * radius } });
      await draw(make(page));
      await bench.saved();
      await expect.poll(async () => wrongPixels(page, (await bench.task()).brushDataUrl, mask)).toEqual([]);

      await bench.reload();
      expect((await bench.answer()).tools).toEqual([]);
      expect(await wrongPixels(page, (await bench.task()).brushDataUrl, mask)).toEqual([]);
      expect(await wrongPixels(page, (await bench.exported()).brushDataUrl, mask)).toEqual([]);
    });
  }
}

/** Pixels of a stored mask that are not as they should be. */
async function wrongPixels(page: Page, address: string | null, mask: Labels): Promise<string[]> {
  if (address === null) {
    return ['There is no mask.'];
  }
  const painted = await maskColors(page, address);
  const wrong = [];
  for (let y = 0; y < pictureSize.height; y++) {
    for (let x = 0; x < pictureSize.width; x++) {
      if (painted(x, y) !== mask(x, y)) {
        wrong.push(`${x}, ${y}: "${painted(x, y)}" instead of "${mask(x, y)}"`);
      }
    }
  }
  return wrong.slice(0, 20);
}

for (const [by, make] of hands) {
  test(`the magnetic lasso finds the border of a block by ${by}`, async ({ page, api }) => {
    const bench = await Workbench.open(page, api, { schema: toolSchema });
    const hand = make(page);
    await hand.choose('Road');
    await hand.set(magnetic);
    const corners: Place[] = [
      [block.left + 1, block.top + 1],
      [block.right - 1, block.top + 1],
      [block.right - 1, block.bottom - 1],
      [block.left + 1, block.bottom - 1],
    ];
    for (const corner of corners) {
      await hand.click(corner);
    }
    await hand.finish();
    await expect.poll(async () => (await bench.answer()).tools.length).toBe(1);
    const [road] = (await bench.answer()).tools as { polygon: [number, number][] }[];
    for (const [x, y] of road?.polygon ?? []) {
      const [dx, dy] = [Math.min(x - block.left, block.right - x), Math.min(y - block.top, block.bottom - y)];
      expect(Math.min(Math.abs(dx), Math.abs(dy)), `${x}, ${y} is on the border`).toBeLessThan(3);
    }
    await bench.reload();
    expect((await bench.exported()).tools).toEqual((await bench.answer()).tools);
  });

  test(`scissors and eraser say what they do by ${by}`, async ({ page, api }) => {
    await Workbench.open(page, api, { schema: toolSchema });
    const hand = make(page);
    await hand.choose('Road');
    await hand.set(cut);
    await expect(page.getByRole('switch', { name: 'Cut' })).toBeChecked();
    await hand.choose('Grass');
    await hand.set(erase);
    await expect(page.getByRole('switch', { name: 'Erase' })).toBeChecked();
  });
}
