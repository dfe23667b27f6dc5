import { admin } from './support/settings';
import { expect, test } from './support/test';

test.describe('without a session', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('a page behind the login leads there and back', async ({ page, expectAccessible }) => {
    await page.goto('/account');
    await expect(page).toHaveURL(/\/login\?next=/);
    await expect(page.getByRole('heading', { name: 'Sign in to Limn' })).toBeVisible();
    await expectAccessible();

    await page.getByLabel('E-mail').fill(admin.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
    await page.keyboard.press('Enter');

    await expect(page).toHaveURL('/account');
    await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  });

  test('a wrong password is said, and what was typed stays', async ({ page }) => {
    await page.goto('/login');
    await page.getByLabel('E-mail').fill('nobody@localhost');
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await expect(page.getByRole('alert')).toContainText('The e-mail or the password is wrong.');
    await expect(page.getByLabel('E-mail')).toHaveValue('nobody@localhost');
  });

  test('a link to the login cannot lead to another site', async ({ page }) => {
    await page.goto('/login?next=//example.org/');
    await page.getByLabel('E-mail').fill(admin.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
    await page.keyboard.press('Enter');

    await expect(page).toHaveURL('/projects');
  });

  test('a spent link to set a password is refused in words', async ({ page }) => {
    await page.goto('/set-password?token=spent');
    await page.getByLabel('New password').fill('a new long password');
    await page.getByLabel('Repeat it').fill('a new long passwort');
    await page.getByRole('button', { name: 'Set password' }).click();
    await expect(page.getByText('The passwords differ.')).toBeVisible();

    await page.getByLabel('Repeat it').fill('a new long password');
    await page.getByRole('button', { name: 'Set password' }).click();
    await expect(page.getByRole('alert')).toContainText('This link is no longer good.');
  });

  test('signing out ends the session', async ({ page }) => {
    await page.goto('/login');
    await page.getByLabel('E-mail').fill(admin.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(admin.password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/projects');

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL('/login');

    await page.goto('/projects');
    await expect(page).toHaveURL(/\/login/);
  });
});

test('the account page changes the name', async ({ page, expectAccessible }) => {
  await page.goto('/account');
  const name = page.getByLabel('Name', { exact: true });
  await expect(name).not.toHaveValue('');
  await expectAccessible();

  await name.fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByText('Your name is saved.')).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue('Ada Lovelace');
});

test('the theme is chosen and kept', async ({ page }) => {
  await page.goto('/account');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');

  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Dark').click();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await page.reload();
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
});
