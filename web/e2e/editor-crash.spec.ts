import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openEditor } from './support/editor';
import { Mouse, type Place } from './support/hands';
import { unsentBatches } from './support/journal';
import { LimnServer } from './support/limnServer';
import { admin, workDirectory } from './support/settings';
import { test as base, expect } from './support/test';
import { toolSchema } from './support/toolSchema';
import { maskColors, Workbench } from './support/workbench';

/** A server that a test may kill, and start again with the same data at the same address. */
class MortalServer {
  private readonly dataDirectory: string;
  private server: LimnServer;

  private constructor(dataDirectory: string, server: LimnServer) {
    this.dataDirectory = dataDirectory;
    this.server = server;
  }

  static async start(dataDirectory: string): Promise<MortalServer> {
    return new MortalServer(dataDirectory, await LimnServer.start({ dataDirectory }));
  }

  get address(): string {
    return this.server.address;
  }

  kill(): Promise<void> {
    return this.server.stop('SIGKILL');
  }

  async startAgain(): Promise<void> {
    this.server = await LimnServer.start({ dataDirectory: this.dataDirectory, port: this.server.port });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

const test = base.extend<object, { mortal: MortalServer }>({
  mortal: [
    // biome-ignore lint/correctness/noEmptyPattern: the form that Playwright asks for
    async ({}, use, info) => {
      const dataDirectory = join(workDirectory, `mortal-${info.workerIndex}`);
      const server = await MortalServer.start(dataDirectory);
      await use(server);
      await server.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 150_000 },
  ],
  baseURL: async ({ mortal }, use) => use(mortal.address),
  storageState: { cookies: [], origins: [] },
});

test.setTimeout(240_000);

test.beforeEach(async ({ page }) => {
  expect((await page.request.post('/v2/session', { data: admin })).ok()).toBe(true);
});

const places: readonly Place[] = [
  [20, 30],
  [120, 40],
  [220, 150],
  [40, 160],
];
const boxes = places.map(([x, y]) => ({ x, y, width: 40, height: 30 }));

async function drawBox(page: Page, at: number): Promise<void> {
  const [x, y] = places[at] ?? [0, 0];
  const hand = new Mouse(page);
  await hand.choose('Car');
  await hand.click([x, y], [x + 40, y + 30]);
}

const boxesOf = async (bench: Workbench) => (await bench.answer()).tools.map((member) => member['bounding-box']);

test('the server is killed while somebody draws, and starts again', async ({ page, api, mortal }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await drawBox(page, 0);
  await bench.saved();
  await expect.poll(() => boxesOf(bench)).toEqual(boxes.slice(0, 1));
  await drawBox(page, 1);
  await mortal.kill();
  await drawBox(page, 2);
  await expect(bench.badge).toHaveText('Offline: saved on this device');
  await drawBox(page, 3);

  await mortal.startAgain();
  await expect.poll(() => boxesOf(bench), { timeout: 60_000 }).toEqual(boxes);
  await bench.saved();
  expect(await unsentBatches(page)).toBe(0);
});

test('the server and the window are killed in mid-stroke; the next window has everything', async ({
  page,
  api,
  mortal,
  context,
}) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await drawBox(page, 0);
  await expect.poll(() => boxesOf(bench)).toEqual(boxes.slice(0, 1));
  await mortal.kill();
  await drawBox(page, 1);
  const hand = new Mouse(page);
  await hand.choose('Grass');
  await hand.stroke([100, 200], [150, 200]);
  await expect.poll(() => unsentBatches(page)).toBe(2);
  await hand.choose('Water');
  await hand.hover([200, 200]);
  await page.mouse.down();
  await hand.hover([250, 200]);
  await crash(page);
  await page.close();

  await mortal.startAgain();
  const again = await context.newPage();
  await again.goto(bench.address);
  await openEditor(again);
  // The window that died still has the task.
  await again.getByRole('button', { name: 'Take over' }).click();
  await expect(again.getByRole('option', { name: /^Car/ })).toHaveCount(2);
  await expect.poll(() => boxesOf(bench)).toEqual(boxes.slice(0, 2));
  const { brushDataUrl } = await bench.task();
  const painted = await maskColors(again, brushDataUrl ?? '');
  expect([painted(125, 200), painted(225, 200)]).toEqual(['#00c853', '']);
  await expect.poll(() => unsentBatches(again)).toBe(0);
});

test('a window that crashes goes on where it was after a reload', async ({ page, api, context }) => {
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await page.route('**/v2/task/*/operations', (route) => route.abort());
  await drawBox(page, 0);
  await drawBox(page, 1);
  await expect.poll(() => unsentBatches(page)).toBe(2);
  await crash(page);
  await page.close();

  const again = await context.newPage();
  await again.goto(bench.address);
  await openEditor(again);
  await again.getByRole('button', { name: 'Take over' }).click();
  await expect.poll(() => boxesOf(bench)).toEqual(boxes.slice(0, 2));
});

/** Ends the process that draws a page, as a fault in it would. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  // It never answers.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}
