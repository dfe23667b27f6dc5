import { expect, test, unique } from './support/test';
import { pictureFiles } from './support/upload';

test('a project is created, filled by upload and by reference, found and deleted', async ({ page, shoot }) => {
  const name = unique('Street scenes');
  await page.goto('/projects');
  await page.getByRole('button', { name: 'Create project' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

  await page.getByLabel('Files to upload').setInputFiles(pictureFiles('a.png', 'b.png', 'c.png'));
  await expect(page.getByText('3 of 3 files added')).toBeVisible();
  await expect(page.getByRole('link', { name: 'b.png' })).toBeVisible();

  const references = page.getByLabel('Addresses or JSON');
  await references.fill('https://example.org/d.jpg\nno address');
  await expect(page.getByText('This is no address: no address')).toBeVisible();
  await references.fill('https://example.org/d.jpg\nhttps://example.org/e.jpg');
  await page.getByRole('button', { name: 'Add 2 assets' }).click();
  await expect(page.getByText('2 assets added.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'e.jpg' })).toBeVisible();
  await shoot('assets');

  await page.getByRole('checkbox', { name: 'Select a.png' }).check();
  await page.getByRole('button', { name: 'Delete 1 asset' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('1 asset deleted.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'a.png' })).toBeHidden();

  await page.goto('/projects');
  await page.getByLabel('Search projects').fill(name.slice(-6).toUpperCase());
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByRole('table').getByRole('link')).toHaveText([name]);
  await page.getByRole('link', { name }).click();

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete the project' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the project' }).click();
  await expect(page).toHaveURL('/projects');
  await expect(page.getByText(`Project ${name} is deleted.`)).toBeVisible();
});

test('a search without result says so', async ({ page, expectAccessible }) => {
  await page.goto('/projects?q=nothing-is-called-like-this');

  await expect(page.getByRole('heading', { name: 'No project has this in its name' })).toBeVisible();
  await expectAccessible();
});

test('the overview counts tasks by stage and leads to them', async ({ page, api, expectAccessible }) => {
  const done = { schemaId: 'nose', point: [10, 10] };
  const id = await api.createProject(unique('Overview'), [
    { name: 'a.png', objects: [done] },
    { name: 'b.png' },
    { name: 'c.png' },
  ]);
  await page.goto(`/projects/${id}`);

  await expect(page.getByText('1 of 3 tasks complete')).toBeVisible();
  await expectAccessible();
  await page.getByRole('link', { name: 'Show the tasks in Label' }).click();

  await expect(page).toHaveURL(/stage=Label/);
  await expect(page.getByRole('row')).toHaveCount(3);
});

test('a project that is not there says so and offers another try', async ({ page }) => {
  await page.goto('/projects/65b0d1dfa17e9516ff1c2035');

  await expect(page.getByRole('alert')).toContainText('Invalid project');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('an address that leads nowhere says so', async ({ page }) => {
  await page.goto('/nowhere');

  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});
