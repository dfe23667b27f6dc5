import type { Page } from '@playwright/test';
import { ground } from './support/api';
import { expect, test, unique } from './support/test';

const objects = [
  { schemaId: 'car', objectId: 'car1', 'bounding-box': { x: 20, y: 20, width: 100, height: 60 } },
  {
    schemaId: 'sign',
    objectId: 'sign1',
    'rotated-bounding-box': { x: 200, y: 30, width: 60, height: 20, rotation: 30 },
  },
  {
    schemaId: 'road',
    objectId: 'road1',
    polygon: [
      [0, 200],
      [160, 200],
      [160, 240],
      [0, 240],
    ],
  },
  {
    schemaId: 'person',
    objectId: 'person1',
    segmentation: {
      zones: [
        {
          region: [
            [200, 120],
            [280, 120],
            [280, 200],
            [200, 200],
          ],
          holes: [
            [
              [220, 140],
              [260, 140],
              [260, 180],
              [220, 180],
            ],
          ],
        },
      ],
    },
  },
  {
    schemaId: 'lane',
    objectId: 'lane1',
    polyline: [
      [10, 190],
      [150, 150],
      [190, 100],
    ],
  },
  { schemaId: 'nose', objectId: 'nose1', point: [150, 100] },
];

test('filters, order and page of the task list are part of its address', async ({ page, api, expectAccessible }) => {
  const names = Array.from({ length: 30 }, (_, index) => ({ name: `img-${String(index).padStart(2, '0')}.png` }));
  const id = await api.createProject(unique('Tasks'), [...names, { name: 'other.png', objects: [objects[5] ?? {}] }]);
  await page.goto(`/projects/${id}/tasks`);
  const rows = page.getByRole('table').getByRole('link');
  await expect(page.getByText('1–25 of 31')).toBeVisible();
  await expectAccessible();

  await page.getByRole('button', { name: 'External id' }).click();
  await page.getByRole('button', { name: 'External id' }).click();
  await expect(page).toHaveURL(/sort=externalId/);
  await expect(rows.first()).toHaveText('img-00.png');
  await page.getByRole('button', { name: 'Page 2' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rows).toHaveCount(6);

  await page.getByLabel('External id', { exact: true }).fill('img-1');
  await expect(page).not.toHaveURL(/page=2/);
  await expect(rows).toHaveCount(10);
  await page.reload();
  await expect(rows).toHaveCount(10);
  await expect(page.getByLabel('External id', { exact: true })).toHaveValue('img-1');

  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.getByRole('combobox', { name: 'Stage' }).click();
  await page.getByRole('option', { name: 'Complete' }).click();
  await expect(rows).toHaveText(['other.png']);

  await page.goto(`/projects/${id}/tasks?q=nothing`);
  await expect(page.getByRole('heading', { name: 'No task fits these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows).toHaveCount(25);
});

test('a task shows its picture with every kind of shape', async ({ page, api, shoot, expectAccessible }) => {
  const id = await api.createProject(unique('Shapes'), [{ name: 'street.png', objects }]);
  await page.goto(`/projects/${id}/tasks`);
  await page.getByRole('cell', { name: 'Complete' }).click();

  const picture = page.getByRole('img', { name: 'street.png, 320 × 240 pixels, 6 objects' });
  await expect(picture).toBeVisible();
  await expect(page.getByRole('heading', { name: '6 objects' })).toBeVisible();
  await expectAccessible();
  await shoot('task');

  await expect.poll(() => colorAt(page, 10, 100)).toEqual([...ground]);
  // Inside a shape the ground is tinted with its colour, in a hole it is not.
  expect((await colorAt(page, 70, 50))[0]).toBeGreaterThan(ground[0] + 20);
  expect((await colorAt(page, 80, 220))[1]).toBeGreaterThan(ground[1] + 10);
  expect((await colorAt(page, 210, 130))[0]).toBeGreaterThan(ground[0] + 20);
  expect(await colorAt(page, 240, 160)).toEqual([...ground]);
  expect((await colorAt(page, 213, 49))[2]).toBeGreaterThan(ground[2] + 10);
  expect((await colorAt(page, 150, 100))[0]).toBeGreaterThan(200);

  await page.keyboard.press('h');
  await expect.poll(() => colorAt(page, 70, 50)).toEqual([...ground]);
});

test('the list and the picture show each other what is pointed at', async ({ page, api }) => {
  const id = await api.createProject(unique('Pointing'), [{ name: 'street.png', objects }]);
  await page.goto(`/projects/${id}/tasks`);
  await page.getByRole('link', { name: 'street.png' }).click();
  const car = page.getByRole('button', { name: /^Car/ });
  await expect(car).toBeVisible();
  const place = await placeOf(page, 70, 50);

  await page.mouse.move(place.x, place.y);
  await expect(car).toHaveAttribute('data-highlighted');
  await page.mouse.move(place.x + 2000, place.y);
  await expect(car).not.toHaveAttribute('data-highlighted');

  await page.keyboard.press('0');
  await car.focus();
  await expect.poll(async () => (await colorAt(page, 70, 50, 1))[3]).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(car).toHaveAttribute('aria-pressed', 'true');
});

test('wheel and keys zoom and move the picture', async ({ page, api }) => {
  const id = await api.createProject(unique('Zooming'), [{ name: 'street.png', objects }]);
  await page.goto(`/projects/${id}/tasks`);
  await page.getByRole('link', { name: 'street.png' }).click();
  await expect(page.getByRole('img', { name: /street/ })).toBeVisible();
  const corner = () => boundsOfPicture(page);
  const whole = await corner();

  const centre = await placeOf(page, 160, 120);
  await page.mouse.move(centre.x, centre.y);
  await page.mouse.wheel(0, 400);
  await expect.poll(async () => (await corner()).width).toBeLessThan(whole.width * 0.6);

  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('0');
  await expect.poll(corner).toEqual(whole);
});

test('the neighbours in the list are one key away, over the pages of the list', async ({ page, api }) => {
  const names = Array.from({ length: 27 }, (_, index) => ({ name: `img-${String(index).padStart(2, '0')}.png` }));
  const id = await api.createProject(unique('Neighbours'), names);
  await page.goto(`/projects/${id}/tasks?sort=externalId`);
  await page.getByRole('link', { name: 'img-24.png' }).click();
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('img-24.png');
  await expect(page.getByText('25 of 27')).toBeVisible();

  await expect(page.getByRole('button', { name: 'Next task' })).toBeEnabled();
  await page.keyboard.press(']');
  await expect(title).toHaveText('img-25.png');
  await expect(page).toHaveURL(/page=2/);

  await expect(page.getByRole('button', { name: 'Previous task' })).toBeEnabled();
  await page.keyboard.press('[');
  await expect(title).toHaveText('img-24.png');

  await page.keyboard.press('u');
  await expect(page).toHaveURL(/\/tasks\?.*sort=externalId/);
});

test('an asset that is no picture says so', async ({ page, api }) => {
  const id = await api.createProject(unique('Texts'));
  await api.post(`/v2/project/${id}/cloud`, { assets: [{ data: 'Ada met Paris in Rome.', externalId: 'text-1' }] });
  await page.goto(`/projects/${id}/tasks`);
  await page.getByRole('link', { name: 'text-1' }).click();

  await expect(page.getByRole('heading', { name: 'This kind of file has no viewer yet' })).toBeVisible();
});

/** The colour of a canvas layer where a pixel of the picture is shown. */
async function colorAt(page: Page, x: number, y: number, layer = 0): Promise<number[]> {
  const { left, top, scale } = await viewOf(page);
  const color = await page
    .locator('canvas')
    .nth(layer)
    .evaluate(
      (canvas: HTMLCanvasElement, [atX, atY]) => {
        const data = canvas.getContext('2d')?.getImageData(Math.round(atX ?? 0), Math.round(atY ?? 0), 1, 1).data;
        return [...(data ?? [])];
      },
      [left + (x + 0.5) * scale, top + (y + 0.5) * scale],
    );
  return layer === 0 ? color.slice(0, 3) : color;
}

/** Where a pixel of the picture is on the page. */
async function placeOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const { left, top, scale } = await viewOf(page);
  const frame = await page.locator('canvas').first().boundingBox();
  return { x: (frame?.x ?? 0) + left + x * scale, y: (frame?.y ?? 0) + top + y * scale };
}

/** The whole picture is shown in the middle, as large as fits but at most four times its size. */
async function viewOf(page: Page): Promise<{ left: number; top: number; scale: number }> {
  const frame = await page.locator('canvas').first().boundingBox();
  const [width, height] = [frame?.width ?? 0, frame?.height ?? 0];
  const scale = Math.min((width - 48) / 320, (height - 48) / 240, 4);
  return { left: (width - 320 * scale) / 2, top: (height - 240 * scale) / 2, scale };
}

/** Where anything is drawn, measured. */
async function boundsOfPicture(page: Page): Promise<{ left: number; top: number; width: number }> {
  return page
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const isDrawn = (x: number, y: number) => data[4 * (y * width + x) + 3] !== 0;
      const columns = Array.from({ length: width }, (_, x) => x).filter((x) => isDrawn(x, height >> 1));
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => isDrawn(width >> 1, y));
      return { left: columns[0] ?? 0, top: rows[0] ?? 0, width: columns.length };
    });
}
