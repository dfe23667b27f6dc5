import { readFileSync } from 'node:fs';
import { expect, test, unique } from './support/test';
import { unzip } from './support/unzip';

test('an export is started, followed, announced and downloaded', async ({ page, api, shoot, expectAccessible }) => {
  const nose = { schemaId: 'nose', point: [10.5, 20] };
  const id = await api.createProject(unique('Export'), [
    { name: 'a.png', objects: [nose] },
    { name: 'b.png', objects: [nose] },
    { name: 'c.png' },
  ]);
  await page.goto(`/projects/${id}/export`);
  await expect(page.getByText('This server has no mail server set.')).toBeVisible();
  await expectAccessible();

  await page.getByRole('button', { name: 'Start export' }).click();
  await expect(page.getByText('Done')).toBeVisible();
  await shoot('export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('table').getByRole('link', { name: 'Download' }).first().click(),
  ]);

  const [data] = unzip(readFileSync(await download.path()));
  const records = JSON.parse(data?.content.toString('utf8') ?? '') as {
    externalId: string;
    task: { tools: unknown[] };
  }[];
  expect(records.map((record) => record.externalId)).toEqual(['a.png', 'b.png']);
  expect(records[0]?.task.tools).toMatchObject([{ schemaId: 'nose', title: 'Nose', point: [10.5, 20] }]);

  await page.getByRole('button', { name: /^Notifications, \d+ unread/ }).click();
  await expect(page.getByRole('dialog').getByText('Export ready').first()).toBeVisible();
});

test('the options reach the server', async ({ page, api }) => {
  const id = await api.createProject(unique('Options'), [{ name: 'a.png' }]);
  await page.goto(`/projects/${id}/export`);
  await page.getByRole('radiogroup').getByText('NDJSON').click();
  await page.getByLabel('History of the stages').uncheck();
  await page.getByRole('combobox', { name: 'Stages' }).click();
  await page.getByRole('option', { name: 'Label' }).click();
  await page.keyboard.press('Escape');

  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === 'POST' && sent.url().endsWith('/exports')),
    page.getByRole('button', { name: 'Start export' }).click(),
  ]);

  expect(request.postDataJSON()).toMatchObject({
    format: 'NdJson',
    includeHistory: false,
    stage: ['Complete', 'Label'],
  });
  await expect(page.getByText('Done')).toBeVisible();
});
