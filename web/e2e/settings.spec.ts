import type { Page } from '@playwright/test';
import { expect, test, unique } from './support/test';

/** Puts a text into a JSON editor as a person would: all of the old one is replaced. */
async function type(page: Page, editor: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: editor }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

test('name and description are changed', async ({ page, api, expectAccessible }) => {
  const id = await api.createProject(unique('General'));
  const name = unique('Renamed');
  await page.goto(`/projects/${id}/settings`);
  await expect(page.getByLabel('Name')).not.toHaveValue('');
  await expectAccessible();

  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Description').fill('What it is about.');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('classes are added and changed in the form', async ({ page, api, expectAccessible }) => {
  const id = await api.createProject(unique('Schema form'));
  await page.goto(`/projects/${id}/settings/schema`);
  await expect(page.getByLabel('Title of Car')).toHaveValue('Car');
  await expectAccessible();

  await page.getByRole('button', { name: 'Add classification' }).click();
  await page.getByLabel('Title of untitled classification').fill('Weather');
  await page.getByRole('button', { name: 'Details of Weather' }).click();
  await page.getByRole('combobox', { name: 'Options' }).fill('Sun');
  await page.keyboard.press('Enter');
  await page.getByLabel('Title of Car').fill('Vehicle');
  await page.getByRole('button', { name: 'Remove Nose' }).click();
  await page.getByRole('button', { name: 'Save schema' }).click();
  await expect(page.getByText('The schema is saved.')).toBeVisible();

  const { project } = await api.get<{ project: { categorySchema: Record<string, Record<string, unknown>[]> } }>(
    `/v2/project/${id}`,
  );
  expect(project.categorySchema.tools?.map((tool) => tool.title)).toEqual([
    'Vehicle',
    'Sign',
    'Road',
    'Person',
    'Lane',
  ]);
  expect(project.categorySchema.tools?.[0]?.schemaId).toBe('car');
  expect(project.categorySchema.classifications?.[0]).toMatchObject({
    title: 'Weather',
    tool: 'radio',
    options: [{ value: 'Sun' }],
  });
});

test('a schema that is no JSON is said with its line, one that the server refuses with its path', async ({
  page,
  api,
}) => {
  const id = await api.createProject(unique('Schema JSON'));
  await page.goto(`/projects/${id}/settings/schema`);
  await page.getByRole('radiogroup', { name: 'View' }).getByText('JSON').click();

  await type(page, 'Schema', '{\n  "tools": [,]\n}');
  await expect(page.getByRole('status').getByText('Unexpected "," at line 2, column 13.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save schema' })).toBeDisabled();

  await type(
    page,
    'Schema',
    '{"tools":[{"tool":"point","title":"A","schemaId":"1"},{"title":"B"}],"classifications":[],"relations":[]}',
  );
  await page.getByRole('button', { name: 'Format' }).click();
  await page.getByRole('button', { name: 'Save schema' }).click();
  await expect(
    page
      .getByRole('alert')
      .getByText(/tools\[1\]/)
      .first(),
  ).toBeVisible();
});

test('a workflow that leads nowhere is refused with the place', async ({ page, api, expectAccessible }) => {
  const id = await api.createProject(unique('Workflow'));
  await page.goto(`/projects/${id}/settings/workflow`);
  await expect(page.getByRole('cell', { name: 'Review' }).first()).toBeVisible();
  await expectAccessible();
  const { project } = await api.get<{ project: { stages: { id: string; next?: string[] }[] } }>(`/v2/project/${id}`);
  const stages = project.stages.map((stage) => (stage.id === 'Label' ? { ...stage, next: ['Nowhere'] } : stage));

  await type(page, 'Stages', JSON.stringify(stages));
  await page.getByRole('button', { name: 'Save workflow' }).click();

  await expect(page.getByRole('alert')).toContainText('Nowhere');
});

test('batches are added, ordered and removed', async ({ page, api, expectAccessible }) => {
  const id = await api.createProject(unique('Batches'));
  await page.goto(`/projects/${id}/settings/batches`);
  for (const name of ['Pilot', 'Second']) {
    await page.getByLabel('New batch').fill(name);
    await page.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('cell', { name, exact: true })).toBeVisible();
  }
  await expectAccessible();
  await page.getByLabel('New batch').fill('Pilot');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByText('There is such a batch.')).toBeVisible();

  const names = page.getByRole('row').getByRole('cell').first();
  await page.getByRole('button', { name: 'Move Second up' }).click();
  await expect(names).toHaveText('Second');

  await page.getByRole('button', { name: 'Remove Second' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(names).toHaveText('Pilot');
});

test('members are listed with their roles', async ({ page, api, expectAccessible }) => {
  const id = await api.createProject(unique('Members'));
  await page.goto(`/projects/${id}/settings/members`);

  await expect(page.getByText('admin@localhost').first()).toBeVisible();
  await expectAccessible();
});
