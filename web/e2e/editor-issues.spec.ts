import type { Page } from '@playwright/test';
import type { Api } from './support/api';
import { schema } from './support/api';
import { objectsOf, openEditor, placeOf } from './support/editor';
import { expect, test, unique } from './support/test';

const car = { schemaId: 'car', objectId: 'car-1', 'bounding-box': { x: 40, y: 40, width: 80, height: 60 } };

interface Thread {
  _id: string;
  content: string;
  status: string;
  position?: string;
  objectId?: string;
  suggestion: string | null;
  contentMentions: { userEmail: string }[];
  comments: { content: string }[];
}

test('an issue is pinned to a place, answered with a mention, moved, resolved and opened again', async ({
  page,
  api,
  shoot,
  expectAccessible,
}) => {
  const { project, task } = await openLabelled(page, api, 'Pins');
  await page.keyboard.press('i');
  const place = await placeOf(page, 200, 120);
  await page.mouse.click(place.x, place.y);
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('A cyclist is missing here');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Issue 1 · At 200, 120/ })).toBeVisible();
  await expect(page).toHaveURL(/issue=[0-9a-f]{24}/);

  const reply = page.getByRole('textbox', { name: 'Reply' });
  await reply.pressSequentially('Look, @adm');
  await page.getByRole('option', { name: 'admin@localhost' }).waitFor();
  await page.keyboard.press('Enter');
  await expect(reply).toHaveValue('Look, @admin@localhost ');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Look,')).toBeVisible();
  await shoot('thread');
  await expectAccessible();

  const to = await placeOf(page, 100, 200);
  await page.mouse.move(place.x, place.y - 18);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 18, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('heading', { name: /Issue 1 · At 100, 200/ })).toBeVisible();

  await page.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByRole('button', { name: 'Open again' })).toBeVisible();
  const [stored] = await threadsOf(api, project, task);
  expect(stored).toMatchObject({
    status: 'Resolved',
    position: '[100, 200]',
    comments: [{ content: 'Look, @admin@localhost' }],
  });
  await page.getByRole('button', { name: 'All issues' }).click();
  await expect(page.getByText('No issue fits the filter.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Which issues' }).selectOption('Resolved');
  await page.getByRole('button', { name: /A cyclist is missing here/ }).click();
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(page.getByRole('tab', { name: 'Issues, 1' })).toBeVisible();
});

test('an issue on an object is written by keyboard, found by its pin, its link and the next command', async ({
  page,
  api,
}) => {
  const { project, task } = await openLabelled(page, api, 'Objects');
  const list = page.getByRole('listbox', { name: 'Objects' });
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('Issue on this');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('The box is loose');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Issue 1 · Car car' })).toBeVisible();
  const [stored] = await threadsOf(api, project, task);
  expect(stored).toMatchObject({ objectId: 'car-1', content: 'The box is loose' });

  await page.getByRole('tab', { name: 'Objects' }).click();
  await expect(page.getByRole('option', { name: /Car, bounding box 1 of 1.*1 issue/ })).toBeVisible();
  const pin = await placeOf(page, 80, 40);
  await page.mouse.click(pin.x, pin.y - 18);
  await expect(page.getByRole('heading', { name: 'Issue 1 · Car car' })).toBeVisible();

  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Issues (1 open)' })).toBeVisible();
  await expect(page).not.toHaveURL(/issue=/);
  await page.keyboard.press('Alt+i');
  await expect(page.getByRole('heading', { name: 'Issue 1 · Car car' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Issue 1 · Car car' })).toBeVisible();
});

test('what somebody else writes is there without asking', async ({ page, api }) => {
  const { project, task } = await openLabelled(page, api, 'Live');
  await page.keyboard.press('Shift+I');
  await expect(page.getByText('There are no issues.')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Issues' })).toHaveAttribute('aria-selected', 'true');
  const { issue } = await api.post<{ issue: Thread }>('/v2/issues', { labelTask: task, content: 'From elsewhere' });
  await page.getByRole('button', { name: /From elsewhere/ }).click();
  await api.post(`/v2/issues/${issue._id}/comment`, { content: 'And a reply' });
  await expect(page.getByText('And a reply')).toBeVisible();
  await page.getByRole('button', { name: 'Change or delete' }).first().click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('There are no issues.')).toBeVisible();
  expect(await threadsOf(api, project, task)).toEqual([]);
});

test('an edit is suggested without making it, and accepted as one step', async ({ page, api, shoot }) => {
  const { project, task } = await openLabelled(page, api, 'Suggestions');
  await page.keyboard.press('i');
  const on = await placeOf(page, 45, 42);
  await page.mouse.click(on.x, on.y);
  await page.getByRole('button', { name: 'Suggest an edit' }).click();
  await expect(page.getByText('You are suggesting an edit. Nothing of it is saved.')).toBeVisible();
  const [from, to] = [await placeOf(page, 40, 70), await placeOf(page, 60, 90)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByText('Your change goes with the issue')).toBeVisible();
  await page.getByRole('textbox', { name: 'What is wrong' }).fill('It is further to the right');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Suggested edit')).toBeVisible();
  await shoot('suggested');
  expect(await objectsOf(api, task)).toMatchObject([car]);
  await expect(page.getByText(/^Saved/)).toBeVisible();

  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('1 change · accepted')).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  const [moved] = await objectsOf(api, task);
  expect(moved?.['bounding-box']).toMatchObject({ x: 60, y: 60, width: 80, height: 60 });
  expect((await threadsOf(api, project, task))[0]).toMatchObject({ suggestion: 'Accepted', status: 'Resolved' });
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await objectsOf(api, task))[0]?.['bounding-box']).toMatchObject({ x: 40, y: 40 });
});

/** A task with one car on it, open in the editor. */
async function openLabelled(page: Page, api: Api, name: string): Promise<{ project: string; task: string }> {
  const project = await api.createProject(unique(name), [{ name: 'a.png' }], { categorySchema: schema });
  const { tasks } = await api.get<{ tasks: { _id: string }[] }>(`/v2/project/${project}/tasks`);
  const task = tasks[0]?._id ?? '';
  await api.post(`/v2/annotate/${task}`, { answer: { objects: [car], classifications: [], relations: [] } });
  await page.goto(`/projects/${project}/tasks/${task}/edit`);
  await openEditor(page);
  return { project, task };
}

async function threadsOf(api: Api, project: string, task: string): Promise<readonly Thread[]> {
  return (await api.get<{ issues: Thread[] }>(`/v2/issues?project=${project}&labelTask=${task}`)).issues;
}
