import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openEditor } from './support/editor';
import { Mouse, type Place } from './support/hands';
import { unsentBatches } from './support/journal';
import { expect, test } from './support/test';
import { toolSchema } from './support/toolSchema';
import { Workbench } from './support/workbench';

const saving = '**/v2/task/*/operations';

/** Draws a box whose top left corner is at a place. */
async function drawBox(page: Page, [x, y]: Place): Promise<void> {
  const hand = new Mouse(page);
  await hand.choose('Car');
  await hand.click([x, y], [x + 40, y + 30]);
}

const box = ([x, y]: Place) => ({ x, y, width: 40, height: 30 });
const [first, second, third]: [Place, Place, Place] = [
  [20, 30],
  [120, 40],
  [220, 150],
];

async function boxesOf(bench: Workbench): Promise<unknown[]> {
  return (await bench.answer()).tools.map((member) => member['bounding-box']);
}

async function expectBoxes(bench: Workbench, ...places: Place[]): Promise<void> {
  await expect.poll(() => boxesOf(bench)).toEqual(places.map(box));
}

test('work goes on without a network and is sent when it is back', async ({ page, api, context, shoot }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await drawBox(page, first);
  await expectBoxes(bench, first);

  await context.setOffline(true);
  const hand = new Mouse(page);
  await hand.choose('Grass');
  await hand.stroke([60, 200], [160, 200]);
  await drawBox(page, second);
  await drawBox(page, third);
  await page.keyboard.press('Control+z');
  await drawBox(page, third);
  await expect(bench.badge).toHaveText('Offline: saved on this device');
  await shoot('offline');
  await expectBoxes(bench, first);

  await context.setOffline(false);
  await expectBoxes(bench, first, second, third);
  expect((await bench.task()).brushDataUrl).not.toBeNull();
  await bench.saved();
  await expect.poll(() => unsentBatches(page)).toBe(0);
});

test('what the server stored is not stored again when its answer is lost', async ({ page, api }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  let lost = 0;
  await page.route(saving, async (route) => {
    if (lost++ > 0) {
      return route.continue();
    }
    await route.fetch();
    return route.abort();
  });
  await drawBox(page, first);
  await expectBoxes(bench, first);
  await drawBox(page, second);
  await expectBoxes(bench, first, second);
  await bench.saved();
  expect(lost).toBeGreaterThan(1);
});

test('a task is open in two windows: one looks on, takes over, and gives back; nothing is lost', async ({
  page,
  api,
  context,
  shoot,
}) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await drawBox(page, first);
  await expectBoxes(bench, first);

  const other = await context.newPage();
  await other.goto(bench.address);
  await openEditor(other);
  await expect(other.getByRole('alert')).toContainText('You can look at it.');
  await expect(other.getByRole('button', { name: /^Car/ })).toBeDisabled();

  // What the first window has not sent yet when it loses the task.
  await page.route(saving, (route) => route.abort());
  await drawBox(page, second);
  await expect.poll(() => unsentBatches(page)).toBe(1);
  await other.getByRole('button', { name: 'Take over' }).click();
  await expect(other.getByRole('button', { name: /^Car/ })).toBeEnabled();
  await page.unroute(saving);
  await expect(page.getByRole('alert')).toContainText('What you did is kept.');
  await shoot('taken over');
  await expect(page.getByRole('button', { name: /^Car/ })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Width' })).toBeDisabled();
  await drawBox(other, third);
  await expect.poll(() => boxesOf(bench)).toContainEqual(box(third));

  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByRole('option', { name: /^Car/ })).toHaveCount(3);
  await expect.poll(async () => new Set(await boxesOf(bench))).toEqual(new Set([first, second, third].map(box)));
  await expect(other.getByRole('alert')).toContainText('What you did is kept.');
});

test('a session that ends is told, and what was done is there after signing in', async ({ page, api, context }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  page.on('dialog', (dialog) => dialog.accept());
  await page.route(saving, (route) => route.abort());
  await drawBox(page, first);
  await expect.poll(() => unsentBatches(page)).toBe(1);
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.unroute(saving);
  // Whatever asks the server first: saving says so, anything else leads to the login.
  const isTold = bench.badge.getByText('Cannot save').or(page.getByRole('heading', { name: 'Sign in to Limn' }));
  await expect(isTold).toBeVisible();
  expect(await unsentBatches(page)).toBe(1);
  await expectBoxes(bench);

  await context.addCookies(cookies);
  await page.goto(bench.address);
  await openEditor(page);
  await expectBoxes(bench, first);
  await expect.poll(() => unsentBatches(page)).toBe(0);
});

test('a right that is taken away is told; what was done is kept and can be downloaded', async ({ page, api }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  const message = 'You may not label in this project.';
  await page.route(saving, (route) => route.fulfill({ status: 403, json: { status: 'fail', message } }));
  await drawBox(page, first);
  await expect(bench.badge).toHaveText('Cannot save');
  await bench.badge.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(message);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download' }).click(),
  ]);
  const journal = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(JSON.stringify(journal)).toContain(JSON.stringify(box(first)));

  await page.unroute(saving);
  await dialog.getByRole('button', { name: 'Save now' }).click();
  await expectBoxes(bench, first);
});

test('a task that was sent on meanwhile says so at once, and takes nothing that is done afterwards', async ({
  page,
  api,
}) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await drawBox(page, first);
  await expectBoxes(bench, first);
  await page.route(saving, (route) => route.abort());
  await drawBox(page, second);
  await expect.poll(() => unsentBatches(page)).toBe(1);
  await api.post(`/v2/annotate/${bench.taskId}?nextStage=true`, { answer: await bench.answer() });
  await expect(page.getByRole('alert')).toContainText('Somebody sent this task on to another stage.');
  await expect(page.getByRole('button', { name: /^Car/ })).toBeDisabled();
  await page.unroute(saving);
  expect(await unsentBatches(page)).toBe(1);
  await expectBoxes(bench, first);
});

test('a class that is gone from the schema is told, and the object is kept', async ({ page, api }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await drawBox(page, first);
  await expectBoxes(bench, first);
  const [, ...others] = toolSchema.tools;
  await api.post(`/v2/project/${bench.projectId}`, { categorySchema: { ...toolSchema, tools: others } });
  await drawBox(page, second);
  await expect(page.getByRole('alert')).toContainText('The classes of this project have changed.');
  await page.getByRole('button', { name: 'Use the new classes' }).click();
  await expect(page.getByRole('button', { name: /^Sign 1/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Car/ })).toHaveCount(0);
  // An object of the class was there before, so the class goes on in this answer.
  await expectBoxes(bench, first, second);
  await expect(page.getByRole('option')).toHaveCount(2);
  expect(await unsentBatches(page)).toBe(0);
});
