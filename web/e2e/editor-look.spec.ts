import type { Page } from '@playwright/test';
import { type Api, schema } from './support/api';
import { openEditor, withoutHints } from './support/editor';
import { street, streetObjects, streetSize } from './support/street';
import { expect, test, unique } from './support/test';

const option = (value: string) => ({ value, schemaId: value.toLowerCase() });
const question = (tool: string, title: string, more: object = {}) => ({
  tool,
  title,
  schemaId: title.toLowerCase().replaceAll(' ', '-'),
  required: false,
  columnField: false,
  options: [],
  classifications: [],
  ...more,
});

const damage = question('radio', 'Damage', { options: [option('None'), option('Scratch'), option('Dent')] });
const categorySchema = {
  ...schema,
  tools: schema.tools.map((tool) => (tool.title === 'Car' ? { ...tool, classifications: [damage] } : tool)),
  classifications: [
    question('radio', 'Weather', { required: true, options: [option('Sun'), option('Rain'), option('Fog')] }),
    question('checkbox', 'Seen', { options: [option('People'), option('Lights')] }),
    question('text', 'Remark'),
  ],
  relations: [question('one-to-one', 'Follows', { color: '#888888' })],
};

/** Opens a drawn street with some labels; answers the address. */
async function openStreet(page: Page, api: Api): Promise<void> {
  const pictures = [{ name: 'street.png', bytes: street(), size: streetSize, objects: streetObjects }];
  const project = await api.createProject(unique('Look'), pictures, { categorySchema });
  const { tasks } = await api.get<{ tasks: { _id: string }[] }>(`/v2/project/${project}/tasks`);
  await page.goto(`/projects/${project}/tasks/${tasks[0]?._id}/edit`);
  await openEditor(page);
}

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of sizes) {
    test(`${colorScheme} at ${viewport.width}`, async ({ page, api, shoot, expectAccessible: check }) => {
      const expectAccessible = async () => {
        await withoutHints(page);
        await check();
      };
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await openStreet(page, api);
      await expectAccessible();
      await shoot('opened');

      const objects = page.getByRole('listbox', { name: 'Objects' });
      if (!(await objects.isVisible())) {
        await page.getByRole('button', { name: 'Panels at the right' }).click();
      }
      await objects.getByRole('option', { name: /^Car/ }).first().click();
      await expect(page.getByRole('group', { name: 'Damage' })).toBeVisible();
      await expectAccessible();
      await shoot('editor');

      await page.keyboard.press('Control+k');
      await expect(page.getByRole('listbox', { name: 'Commands' })).toBeVisible();
      await expectAccessible();
      await shoot('palette');
      await page.keyboard.press('Escape');

      await page.getByRole('tab', { name: /Problems/ }).click();
      await expect(page.getByRole('heading', { name: 'Problems' })).toBeVisible();
      await expectAccessible();
      await shoot('problems');

      await page.getByRole('tab', { name: 'History' }).click();
      await expect(page.getByRole('list', { name: 'Revisions' })).toBeVisible();
      await expectAccessible();
      await shoot('history');

      await page.getByRole('tab', { name: 'Task' }).click();
      await expect(page.getByRole('heading', { name: 'Task', exact: true })).toBeVisible();
      await expectAccessible();
      await shoot('task');

      await page.getByRole('button', { name: 'Brightness, contrast and more' }).click();
      await expect(page.getByRole('slider', { name: 'Brightness' })).toBeVisible();
      await expectAccessible();
      await shoot('looks');
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible();
      await shoot('shortcuts');
    });
  }
}
