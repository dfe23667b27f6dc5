import { Mouse } from './support/hands';
import { expect, test } from './support/test';
import { toolSchema } from './support/toolSchema';
import { maskColors, Workbench } from './support/workbench';

const square = [
  [100, 60],
  [160, 60],
  [160, 120],
  [100, 120],
];

test('a polygon grows by what the preview shows', async ({ page, api, shoot, expectAccessible }) => {
  const road = { objectId: 'r1', schemaId: 'road', polygon: square, classifications: [] };
  const bench = await Workbench.open(page, api, { schema: toolSchema, answer: { tools: [road] } });
  await new Mouse(page).click([130, 90]);
  await page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Grow, shrink, smooth' }).click();
  const bar = page.getByRole('toolbar', { name: 'Settings of the tool' });
  await bar.getByRole('textbox', { name: 'Pixels' }).fill('10');
  await expect(bar.getByRole('button', { name: 'Apply' })).toBeEnabled();
  await shoot('growing');
  await expectAccessible();
  await bar.getByRole('button', { name: 'Apply' }).click();
  await bench.saved();
  const [grown] = (await bench.answer()).tools;
  const points = grown?.polygon as [number, number][];
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  for (const [value, wanted] of [
    [Math.min(...xs), 90],
    [Math.max(...xs), 170],
    [Math.min(...ys), 50],
    [Math.max(...ys), 130],
  ] as const) {
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(0.5);
  }
});

test('a mask shrinks, and Escape gives that up', async ({ page, api, shoot }) => {
  const options = { brushSize: 20, refineBy: 'shrink', refineSize: 4 };
  const bench = await Workbench.open(page, api, { schema: toolSchema, options });
  const hand = new Mouse(page);
  await hand.choose('Grass');
  await hand.stroke([60, 60], [160, 60]);
  await bench.saved();
  const refine = page.getByRole('toolbar', { name: 'Tools' }).getByRole('button', { name: 'Grow, shrink, smooth' });
  const isPainted = async (x: number, y: number) => {
    const { brushDataUrl } = await bench.task();
    return brushDataUrl !== null && (await maskColors(page, brushDataUrl))(x, y) !== '';
  };
  await expect.poll(() => isPainted(110, 52)).toBe(true);
  await refine.click();
  await shoot('shrinking');
  await page.keyboard.press('Escape');
  await hand.choose('Grass');
  await refine.click();
  await page.keyboard.press('n');
  await expect.poll(() => isPainted(110, 52)).toBe(false);
  expect(await isPainted(110, 60)).toBe(true);
});
