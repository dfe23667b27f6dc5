import { expect, test, unique } from './support/test';

test('the first key stop leads past the header', async ({ page }) => {
  await page.goto('/projects');
  await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');

  await expect(page.getByRole('button', { name: 'Create project' }).first()).toBeFocused();
});

test('shortcuts lead around and are listed by the question mark', async ({ page, expectAccessible }) => {
  await page.goto('/projects');
  await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Go to plugins');
  await expect(help).toContainText('Create a project');
  await expectAccessible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page).toHaveURL('/plugins');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL('/projects');
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search projects')).toBeFocused();
});

test('a dialog keeps the focus and gives it back', async ({ page, expectAccessible }) => {
  await page.goto('/projects');
  const create = page.getByRole('button', { name: 'Create project' }).first();
  await create.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await expectAccessible();

  for (let stop = 0; stop < 8; stop++) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(create).toBeFocused();
});

test('a list is used by keyboard alone', async ({ page, api }) => {
  const id = await api.createProject(unique('Keys'), [{ name: 'only.png' }]);
  await page.goto(`/projects/${id}/tasks`);
  const link = page.getByRole('link', { name: 'only.png' });
  await expect(link).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('only');
  await expect(page).toHaveURL(/q=only/);
  await link.focus();
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'only.png' })).toBeVisible();
});
