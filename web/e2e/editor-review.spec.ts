import type { Page } from '@playwright/test';
import type { Api } from './support/api';
import { objectsOf, openEditor, placeOf, taskOf } from './support/editor';
import { expect, test, unique } from './support/test';

const box = (objectId: string, x: number) => ({
  schemaId: 'car',
  objectId,
  'bounding-box': { x, y: 40, width: 60, height: 60 },
});

interface Thread {
  content: string;
}

test('objects are judged by keyboard, which fixes nothing', async ({ page, api, shoot, expectAccessible }) => {
  const { task } = await openReview(page, api, 'Verdicts', 1);
  const list = page.getByRole('listbox', { name: 'Objects' });
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('u');
  await expect(page.getByRole('option', { name: /1 of 3.*, rejected/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /2 of 3/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('y');
  await expect(page.getByRole('option', { name: /2 of 3.*, accepted/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter objects' }).fill('verdict:rejected');
  await expect(page.getByRole('heading', { name: 'Objects (1 of 3)' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter objects' }).fill('');
  await page.getByRole('tab', { name: 'Review' }).click();
  await expect(page.getByRole('heading', { name: 'Verdicts (2 of 3)' })).toBeVisible();
  await page.getByRole('button', { name: 'Accept all shown' }).click();
  await expect(page.getByText('1 object rejected: reject the task.')).toBeVisible();
  await page.getByRole('application').focus();
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await shoot('verdicts');
  await expectAccessible();
  await expect(page.getByRole('button', { name: 'Accept', exact: true }).last()).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await expect
    .poll(async () => (await objectsOf(api, task)).map(({ verdict }) => verdict))
    .toEqual(['rejected', 'accepted', 'accepted']);
  expect((await taskOf(api, task)) as unknown).toMatchObject({ isDraft: false });
});

test('what was labelled is compared with what is there now, and brought back', async ({ page, api, shoot }) => {
  const { task } = await openReview(page, api, 'Comparison', 1);
  const [from, to] = [await placeOf(page, 20, 55), await placeOf(page, 20, 105)];
  await page.mouse.click(from.x, from.y);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('option', { name: /1 of 3.*, fixed/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Fixed' })).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.getByRole('tab', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Compare with the labelled version' }).click();
  const differences = page.getByRole('list', { name: 'Differences' });
  await expect(differences.getByRole('listitem')).toHaveText([/Car a.*shape/]);
  await shoot('both');
  await page.getByText('Then', { exact: true }).click();
  await shoot('then');
  await page.getByRole('switch', { name: 'Blink' }).focus();
  await page.getByRole('checkbox', { name: 'Choose Car a' }).check();
  await page.getByRole('button', { name: 'Restore chosen (1)' }).click();
  await expect(page.getByText('Nothing differs from now.')).toBeVisible();
  expect(await objectsOf(api, task)).toMatchObject([box('a', 20), box('b', 120), box('c', 220)]);
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('tab', { name: 'Objects' }).click();
  await page.getByRole('option', { name: /1 of 3/ }).click();
  await page.getByRole('tab', { name: 'History' }).click();
  const history = page.getByRole('list', { name: 'History of the object' }).getByRole('listitem');
  await expect(history).toHaveCount(3);
  await history.nth(1).getByRole('button', { name: 'Restore' }).click();
  await expect.poll(async () => (await objectsOf(api, task))[0]?.['bounding-box']).toMatchObject({ y: 90 });
  await page.getByRole('list', { name: 'Revisions' }).getByRole('button').last().click();
  await expect(differences.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Restore all' }).click();
  await expect.poll(async () => objectsOf(api, task)).toMatchObject([box('a', 20), box('b', 120), box('c', 220)]);
  await shoot('history');
});

test('a rejection says what is wrong, and goes back to whoever labelled', async ({ page, api, shoot }) => {
  const { project, task } = await openReview(page, api, 'Rejection', 1, { rejectRequiresIssue: true });
  await page.keyboard.press('Control+Shift+x');
  const dialog = page.getByRole('dialog', { name: 'What is wrong?' });
  await expect(dialog.getByRole('button', { name: 'Reject without an issue' })).toBeHidden();
  await shoot('dialog');
  await dialog.getByRole('textbox', { name: 'What is wrong' }).fill('Two cars are missing');
  await page.keyboard.press('Enter');
  await expect(page.getByText('There is no task for you now')).toBeVisible();
  expect(await taskOf(api, task)).toMatchObject({ stage: 'Label', reviewStatus: 'Rejected' });
  const { issues } = await api.get<{ issues: Thread[] }>(`/v2/issues?project=${project}&labelTask=${task}`);
  expect(issues).toMatchObject([{ content: 'Two cars are missing' }]);
});

test('open issues that block an acceptance are settled where they are named', async ({ page, api }) => {
  const { task } = await openReview(page, api, 'Blocked', 1, { openIssuesBlockAccept: true });
  await api.post('/v2/issues', { labelTask: task, content: 'The second box is loose' });
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'There are open issues' });
  await expect(dialog.getByText('The second box is loose')).toBeVisible();
  await dialog.getByRole('button', { name: 'Resolve all and accept' }).click();
  await expect(page.getByText('There is no task for you now')).toBeVisible();
  expect(await taskOf(api, task)).toMatchObject({ stage: 'Complete', reviewStatus: 'Accepted', openIssuesCount: 0 });
});

test('the reviewer goes back and forth among the tasks that wait', async ({ page, api }) => {
  await openReview(page, api, 'Queue', 3);
  await expect(page.getByText('1 of 3')).toBeVisible();
  const first = await page.getByRole('heading', { level: 1 }).textContent();
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByText('2 of 3')).toBeVisible();
  await openEditor(page);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(first ?? '');
  await page.getByRole('button', { name: 'Previous task' }).click();
  await expect(page.getByText('1 of 3')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first ?? '');
});

/** The first of some labelled tasks, open in the review queue. */
async function openReview(
  page: Page,
  api: Api,
  name: string,
  count: number,
  settings: Record<string, unknown> = {},
): Promise<{ project: string; task: string }> {
  const pictures = Array.from({ length: count }, (_, at) => ({ name: `${at + 1}.png` }));
  const project = await api.createProject(unique(name), pictures);
  await api.post(`/v2/project/${project}`, settings);
  const { tasks } = await api.get<{ tasks: { _id: string }[] }>(`/v2/project/${project}/tasks?sort=createdAt`);
  const objects = [box('a', 20), box('b', 120), box('c', 220)];
  for (const task of tasks) {
    const answer = { objects, classifications: [], relations: [] };
    await api.post(`/v2/annotate/${task._id}?nextStage=true`, { answer });
  }
  await page.goto(`/projects/${project}/review`);
  await openEditor(page);
  return { project, task: new URL(page.url()).searchParams.get('task') ?? '' };
}
