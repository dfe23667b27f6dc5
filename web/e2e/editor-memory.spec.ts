import type { CDPSession, Page } from '@playwright/test';
import { openEditor } from './support/editor';
import { Mouse } from './support/hands';
import { scene } from './support/scene';
import { expect, test, unique } from './support/test';
import { toolSchema } from './support/toolSchema';

// A small dose; `bench/run editor-memory` goes through 500.
const tasks = Number(process.env.LIMN_EDITOR_TASKS ?? 30);
/** After so many, everything that is loaded once is there. */
const step = 10;
const warmUp = Math.min(20, Math.floor(tasks / 3));
const mostGrowth = 1.1;

// Code that the browser compiles as it becomes hot counts as heap, and grows over the first hundred tasks; it is no leak.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const args = [...(launchOptions.args ?? []), '--js-flags=--no-opt --no-maglev --no-sparkplug'];
    await use({ ...launchOptions, args });
  },
});

test.setTimeout(60_000 + tasks * 15_000);

test(`the memory of ${tasks} tasks, opened and submitted in a row, is given back`, async ({ page, api }) => {
  const pictures = Array.from({ length: tasks + 1 }, (_, at) => ({ name: `${at}.png`, bytes: scene() }));
  const id = await api.createProject(unique('Memory'), pictures, { categorySchema: toolSchema });
  const devtools = await page.context().newCDPSession(page);
  await page.goto(`/projects/${id}/label`);
  const curve: number[] = [];
  for (let done = 0; done < tasks; done++) {
    if (done % step === 0) {
      curve.push(await usedHeap(devtools));
    }
    await work(page);
  }
  const after = await usedHeap(devtools);
  const before = curve[warmUp / step] ?? 0;
  process.stdout.write(`${tasks} tasks, MB of heap each ${step}: ${[...curve, after].map(megabytes).join(' ')}\n`);
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
