import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { ExportPlugin } from './support/exportPlugin';
import { expect, test, unique } from './support/test';

interface Credentials {
  id: string;
  secret: string;
}

/** Makes a plugin in the dialog and reads what its program needs. */
async function createPlugin(page: Page, name: string): Promise<Credentials> {
  await page.goto('/plugins?tab=development');
  await page.getByRole('button', { name: 'Create plugin' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await dialog.getByRole('textbox', { name: 'Description' }).fill('Writes one line.');
  await dialog.getByRole('button', { name: 'Create plugin' }).click();
  await expect(page.getByRole('dialog', { name: `${name} is created` })).toBeVisible();
  const id = await dialog.getByLabel('Id', { exact: true }).inputValue();
  await expect(dialog.getByRole('textbox', { name: 'Secret', exact: true })).toHaveValue(/^•+$/);
  await dialog.getByRole('button', { name: 'Show secret' }).click();
  const secret = await dialog.getByRole('textbox', { name: 'Secret', exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
  return { id, secret };
}

test('a plugin of somebody else is created, connects, runs, speaks and delivers', async ({
  page,
  api,
  baseURL,
  shoot,
  expectAccessible,
}) => {
  const name = unique('Line writer');
  const project = await api.createProject(unique('Plugin runs'), [
    { name: 'a.png', objects: [{ schemaId: 'nose', point: [1, 2] }] },
  ]);
  const { id, secret } = await createPlugin(page, name);
  const item = page.getByRole('button', { name: new RegExp(name) });
  await expect(item.getByText('Offline')).toBeVisible();

  const plugin = new ExportPlugin(baseURL ?? '', id, secret);
  try {
    await test.step('the light turns green without a reload', async () => {
      await expect(item.getByText('Live')).toBeVisible();
      await item.click();
      await expectAccessible();
      await shoot('development');
      await page.getByRole('button', { name: 'Install in the organization' }).click();
      await expect(page.getByText(`${name} is installed.`)).toBeVisible();
    });

    await test.step('the run dialog checks the config', async () => {
      await page.goto(`/projects/${project}/settings/plugins`);
      await page.getByRole('article', { name }).getByRole('button', { name: 'Run' }).click();
      const dialog = page.getByRole('dialog', { name: `Run ${name}` });
      await expect(dialog.getByLabel('Send me an e-mail when it has ended')).toBeDisabled();
      await dialog.getByRole('textbox', { name: 'Config JSON' }).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('{"separator": }');
      await expect(dialog.getByText('Unexpected "}" at line 1, column 15.')).toBeVisible();
      await expect(dialog.getByRole('button', { name: 'Run' })).toBeDisabled();

      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('{"separator":"-"}');
      await dialog.getByRole('button', { name: 'Format' }).click();
      await expect(dialog.getByRole('textbox', { name: 'Config JSON' })).toContainText('"separator": "-"');
      await expectAccessible();
      await shoot('run dialog');

      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByLabel('Save these settings as').fill('With dashes');
      await page.getByRole('button', { name: 'Save preset' }).click();
      await expect(page.getByText('Preset With dashes is saved.')).toBeVisible();
      await dialog.getByRole('button', { name: 'Run' }).click();
    });

    const run = await plugin.nextRun();
    expect(JSON.parse(run.configJSON)).toEqual({ separator: '-' });

    await test.step('the log appears while the plugin speaks', async () => {
      const log = page.getByRole('region', { name: 'Log lines' });
      plugin.log(run, 'INFO', 'Plugin session is started!');
      await expect(log.getByText('Plugin session is started!')).toBeVisible();
      plugin.log(run, 'WARNING', 'One picture is dark');
      plugin.log(run, 'INFO', 'Assets Processed: [4/1]');
      await expect(log.getByText('One picture is dark')).toBeVisible();
      await expect(page.getByText('1 of 4')).toBeVisible();
      await page.getByLabel('Search the log').fill('dark');
      await expect(page.getByText('1 of 1')).toBeVisible();
      await expectAccessible();
      await shoot('session');
    });

    await plugin.finish(run, 'lines.txt', 'a.png-nose');
    await expect(page.getByText('Succeeded')).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('main').getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe('a.png-nose');

    await page.getByRole('button', { name: 'Run again' }).click();
    const again = await plugin.nextRun();
    expect(again.configJSON).toBe(run.configJSON);
    await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click();
    await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
  } finally {
    plugin.close();
  }
});

test('the secret is shown on demand and changed after a question', async ({ page }) => {
  const name = unique('Secretive');
  const { secret } = await createPlugin(page, name);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  const field = page.getByRole('textbox', { name: 'Secret', exact: true });
  await expect(field).toHaveValue(/^•+$/);

  await page.getByRole('button', { name: 'Show secret' }).click();
  await expect(field).toHaveValue(secret);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change the secret' }).click();

  await expect(page.getByText('The secret is changed.', { exact: false })).toBeVisible();
  await expect(field).not.toHaveValue(secret);
});

test('a plugin is installed from the directory and removed', async ({ page, api }) => {
  const name = unique('Listed');
  await api.post('/v2/plugins', { name, type: 'Export', status: 'listed' });
  await page.goto('/plugins?tab=directory');
  const card = page.getByRole('article', { name });

  await card.getByRole('button', { name: 'Install' }).click();
  await expect(card.getByText('Installed')).toBeVisible();
  await page.getByRole('link', { name: 'Organization' }).click();
  await card.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();

  await expect(card).toBeHidden();
});

test('what a plugin lacks is said before the server is asked', async ({ page }) => {
  await page.goto('/plugins');
  await page.getByRole('button', { name: 'Create plugin' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Banner URL').fill('http://example.org/a.png');
  await dialog.getByText('This server calls it').click();
  await dialog.getByRole('button', { name: 'Create plugin' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Named');
  await dialog.getByLabel('Address').fill('nowhere');
  await dialog.getByRole('button', { name: 'Create plugin' }).click();

  await expect(dialog.getByText('Give an address that begins with https://.')).toBeVisible();
  await expect(dialog.getByText('Give the address of the plugin’s listener.')).toBeVisible();
});
