import { bucket, Mouse } from './support/hands';
import { openPictureHost, type PictureHost } from './support/pictureHost';
import { blockColor } from './support/scene';
import { seenAt } from './support/screen';
import { expect, test } from './support/test';
import { toolSchema } from './support/toolSchema';
import { Workbench } from './support/workbench';

let host: PictureHost | undefined;

test.afterEach(async () => {
  await host?.close();
  host = undefined;
});

for (const isOpen of [true, false]) {
  test(`a picture of another host that ${isOpen ? 'may' : 'must not'} be read is labelled`, async ({ page, api }) => {
    host = await openPictureHost(isOpen);
    const bench = await Workbench.open(page, api, {
      schema: toolSchema,
      pictures: [{ name: 'far.png', address: `${host.address}/scene.png` }],
    });
    await expect.poll(() => seenAt(page, 160, 120)).toEqual(blockColor);
    const hand = new Mouse(page);
    await hand.choose('Car');
    await hand.click([20, 30], [120, 90]);
    await expect.poll(async () => (await bench.answer()).tools.length).toBe(1);

    await hand.choose('Water');
    await hand.set(bucket);
    await hand.click([160, 120]);
    if (isOpen) {
      await hand.finish();
      await expect.poll(async () => (await bench.task()).brushDataUrl).not.toBeNull();
    } else {
      await expect(page.getByText('The colours of this picture cannot be read.')).toBeVisible();
    }
  });
}

test('a picture that is not there is told, and is tried again', async ({ page, api }) => {
  host = await openPictureHost(true);
  const bench = await Workbench.prepare(page, api, {
    schema: toolSchema,
    pictures: [{ name: 'gone.png', address: `${host.address}/gone.png` }],
  });
  await page.goto(bench.address);
  await expect(page.getByText(/^The picture at .* could not be loaded/)).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/^The picture at .* could not be loaded/)).toBeVisible();
  await page.getByText('To the tasks').click();
  await expect(page).toHaveURL(new RegExp(`${bench.projectId}/tasks`));
});

test('WebGL draws under the policy of the page', async ({ page, api, shoot }) => {
  // There is no GPU here; the editor is told that there is one.
  await page.addInitScript(() => {
    const { prototype } = WebGL2RenderingContext;
    const { getParameter } = prototype;
    const renderer = 0x9246;
    prototype.getParameter = function (name: number) {
      return name === renderer ? 'A fast GPU' : getParameter.call(this, name);
    };
  });
  const bench = await Workbench.open(page, api, { schema: toolSchema });
  await expect.poll(() => seenAt(page, 160, 120)).toEqual(blockColor);
  const canvases = page.getByRole('application').locator('canvas');
  await expect
    .poll(() =>
      canvases.evaluateAll((all) => all.some((one) => (one as HTMLCanvasElement).getContext('webgl2') !== null)),
    )
    .toBe(true);
  const hand = new Mouse(page);
  await hand.choose('Grass');
  await hand.stroke([60, 60], [90, 60]);
  await expect.poll(async () => (await bench.task()).brushDataUrl).not.toBeNull();
  const [red, green] = await seenAt(page, 75, 60);
  expect(green - red).toBeGreaterThan(40);
  await shoot('webgl');
});
