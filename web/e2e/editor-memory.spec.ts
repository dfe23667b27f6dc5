import type { CDPSession, Page } from '@playwright/test';
import { openEditor } from './support/editor';
import { Mouse } from './support/hands';
import { scene } from './support/scene';
import { expect, test, unique } from './support/test';
import { toolSchema } from './support/toolSchema';

// A small dose; `bench/run editor-memory` goes through 500.
const tasks = Number(process.env.LIMN_EDITOR_TASKS ?? 30);
/** After so many, everything that is loaded once is there. */
const warmUp = Math.min(20, Math.floor(tasks / 3));
const mostGrowth = 1.1;

test.setTimeout(60_000 + tasks * 15_000);

test(`the memory of ${tasks} tasks, opened and submitted in a row, is given back`, async ({ page, api }) => {
  const pictures = Array.from({ length: tasks + 1 }, (_, at) => ({ name: `${at}.png`, bytes: scene() }));
  const id = await api.createProject(unique('Memory'), pictures, { categorySchema: toolSchema });
  const devtools = await page.context().newCDPSession(page);
  await page.goto(`/projects/${id}/label`);
  let before = 0;
  for (let done = 0; done < tasks; done++) {
    if (done === warmUp) {
      before = await usedHeap(devtools);
    }
    await work(page);
  }
  const after = await usedHeap(devtools);
  test.info().annotations.push({ type: 'heap', description: `${megabytes(before)} to ${megabytes(after)} MB` });
  process.stdout.write(`${tasks} tasks: ${megabytes(before)} to ${megabytes(after)} MB of heap\n`);
  expect(after).toBeLessThan(before * mostGrowth);
});

/** Draws something, submits, and waits for the next task. */
async function work(page: Page): Promise<void> {
  await openEditor(page);
  const task = new URL(page.url()).searchParams.get('task') ?? '';
  const hand = new Mouse(page);
  await hand.choose('Car');
  await hand.click([20, 30], [120, 90]);
  await hand.choose('Grass');
  await hand.stroke([60, 150], [160, 150]);
  await page.keyboard.press('Control+Enter');
  await expect(page).not.toHaveURL(new RegExp(task));
  await openEditor(page);
}

async function usedHeap(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
