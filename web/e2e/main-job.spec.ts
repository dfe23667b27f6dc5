import { readFileSync } from 'node:fs';
import { admin } from './support/settings';
import { expect, test } from './support/test';
import { unzip } from './support/unzip';

interface Coco {
  images: { id: number; width: number; height: number; file_name: string }[];
  annotations: { image_id: number; category_id: number; bbox: [number, number, number, number] }[];
  categories: { id: number; name: string }[];
}

test.use({ storageState: { cookies: [], origins: [] } });

test('a newcomer signs in, runs the COCO export on the demo project and downloads the zip', async ({ page, shoot }) => {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(admin.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  // The other tests' projects may fill the first page of the list.
  await page.getByRole('searchbox', { name: 'Search projects' }).fill('Demo');
  await page.getByRole('link', { name: /^demo/i }).click();
  await expect(page.getByText(/of \d+ tasks complete/)).toBeVisible();
  await shoot('1 overview');

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Plugins' }).click();
  const coco = page.getByRole('article', { name: /COCO/ });
  await expect(coco.getByText('Live')).toBeVisible();
  await shoot('2 plugins');
  await coco.getByRole('button', { name: 'Run' }).click();
  const dialog = page.getByRole('dialog', { name: /Run .*COCO/ });
  await expect(dialog.getByRole('textbox', { name: 'Config JSON' })).toBeVisible();
  await shoot('3 run dialog');
  await dialog.getByRole('button', { name: 'Run', exact: true }).click();

  await expect(page.getByRole('log')).toContainText(/\w/);
  await expect(page.getByText('The run has finished')).toBeVisible();
  await shoot('4 live log');

  await page.getByRole('button', { name: /^Notifications, \d+ unread/ }).click();
  const bell = page.getByRole('dialog');
  await expect(bell.getByText(/COCO.* has finished/).first()).toBeVisible();
  await shoot('5 notification');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bell.getByRole('link', { name: 'Download' }).first().click(),
  ]);

  const files = unzip(readFileSync(await download.path()));
  const data = files.find((file) => file.name.endsWith('.json'));
  const { images, annotations, categories } = JSON.parse(data?.content.toString('utf8') ?? '') as Coco;
  expect(images.length).toBeGreaterThan(0);
  expect(annotations.length).toBeGreaterThan(0);
  const imageIds = new Set(images.map((image) => image.id));
  const categoryIds = new Set(categories.map((category) => category.id));
  for (const annotation of annotations) {
    expect(imageIds).toContain(annotation.image_id);
    expect(categoryIds).toContain(annotation.category_id);
    expect(annotation.bbox.every(Number.isFinite)).toBe(true);
  }
});
