import type { Page } from '@playwright/test';
import { type Api, pictureSize } from './support/api';
import { objectsOf, openEditor, placeOf, withoutHints } from './support/editor';
import { type Color, png } from './support/png';
import { expect, test, unique } from './support/test';

const boxes = [
  { schemaId: 'car', objectId: 'aaa1', 'bounding-box': { x: 20, y: 20, width: 60, height: 40 } },
  { schemaId: 'car', objectId: 'bbb2', 'bounding-box': { x: 120, y: 40, width: 60, height: 40 } },
  { schemaId: 'nose', objectId: 'ccc3', point: [250, 200] },
];

/** Uploads plain pictures; answers their addresses. */
async function upload(api: Api, project: string, colors: readonly Color[]): Promise<string[]> {
  const addresses: string[] = [];
  for (const [at, color] of colors.entries()) {
    const { uploadUrl } = await api.get<{ uploadUrl: string }>(
      `/v2/getUploadUrl?name=p${at}.png&project=${project}&type=assets`,
    );
    await api.put(
      uploadUrl,
      png(pictureSize.width, pictureSize.height, () => color),
    );
    addresses.push(uploadUrl.split('?')[0] ?? '');
  }
  return addresses;
}

/** Opens the only task of a project whose asset is given; answers the task's id. */
async function openAsset(page: Page, api: Api, project: string, asset: object, query = ''): Promise<string> {
  await api.post(`/v2/project/${project}/cloud`, { assets: [asset] });
  const { tasks } = await api.get<{ tasks: { _id: string }[] }>(`/v2/project/${project}/tasks`);
  const task = tasks[0]?._id ?? '';
  await page.goto(`/projects/${project}/tasks/${task}/edit${query}`);
  await openEditor(page);
  return task;
}

/** Opens a picture with three objects. */
async function openBoxes(page: Page, api: Api, query = ''): Promise<string> {
  const project = await api.createProject(unique('Comfort'));
  const [data] = await upload(api, project, [[40, 60, 90]]);
  return openAsset(page, api, project, { data, externalId: 'boxes', metadata: pictureSize, objects: boxes }, query);
}

const picture = (page: Page) => page.getByRole('application');
const list = (page: Page) => page.getByRole('listbox', { name: 'Objects' });
const titles = (page: Page) =>
  list(page)
    .getByRole('option')
    .evaluateAll((rows) => rows.map((row) => row.id.replace('object-', '')));

test('pages are turned by keys, by the strip and by number, and each has its objects', async ({
  page,
  api,
  shoot,
  expectAccessible,
}) => {
  const project = await api.createProject(unique('Pages'));
  const dataset = await upload(api, project, [
    [40, 60, 90],
    [90, 60, 40],
    [60, 90, 40],
  ]);
  const task = await openAsset(page, api, project, { dataset, externalId: 'set' });
  await expect(page.getByRole('button', { name: 'Page 1, 0 objects' })).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('PageDown');
  await expect(picture(page)).toHaveAccessibleName(/page 2 of 3/);
  await page.keyboard.press('1');
  const [from, to] = [await placeOf(page, 20, 30), await placeOf(page, 120, 90)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Page 2, 1 object' })).toBeVisible();
  await expect(list(page).getByRole('option')).toHaveCount(1);
  await withoutHints(page);
  await expectAccessible();
  await shoot('pages');

  await page.keyboard.press('Control+g');
  await expect(page.getByRole('textbox', { name: /^Page, 1 to 3/ })).toBeFocused();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(picture(page)).toHaveAccessibleName(/page 3 of 3/);
  await expect(page.getByText('Nothing is drawn yet. Choose a class and draw.')).toBeVisible();
  await page.getByRole('button', { name: 'Page 2, 1 object' }).click();
  await expect(picture(page)).toHaveAccessibleName(/page 2 of 3/);
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  expect(await objectsOf(api, task)).toMatchObject([{ schemaId: 'car', page: 1 }]);
});

test('a reference picture lies over the picture, and blinks while a key is held', async ({ page, api, shoot }) => {
  const project = await api.createProject(unique('Overlay'));
  const [data, url] = await upload(api, project, [
    [0, 0, 0],
    [255, 255, 255],
  ]);
  await openAsset(page, api, project, { data, externalId: 'o', overlay: [{ url, title: 'Infrared', opacity: 0.6 }] });
  const dark = await middleOf(page);
  await page.getByRole('button', { name: 'Reference pictures' }).click();
  await page.getByRole('checkbox', { name: 'Infrared' }).check();
  await expect.poll(() => middleOf(page)).toBeGreaterThan(dark + 100);
  await page.getByRole('slider', { name: 'Opacity of Infrared' }).press('End');
  await expect.poll(() => middleOf(page)).toBeGreaterThan(240);
  await shoot('reference');
  await page.keyboard.press('Escape');
  await picture(page).focus();
  await page.keyboard.down(';');
  await expect.poll(() => middleOf(page)).toBe(dark);
  await page.keyboard.up(';');
  await expect.poll(() => middleOf(page)).toBeGreaterThan(240);
});

/** The red of the pixel in the middle of the picture, as it is drawn. */
function middleOf(page: Page): Promise<number> {
  return picture(page).evaluate((stage) => {
    for (const canvas of stage.querySelectorAll('canvas')) {
      const [red = 0, , , alpha = 0] =
        canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [];
      if (alpha > 0) {
        return red;
      }
    }
    return -1;
  });
}

test('the loupe is there while its key is held, and the ring chooses a class', async ({ page, api, shoot }) => {
  await openBoxes(page, api);
  const { x, y } = await placeOf(page, 150, 120);
  await page.mouse.move(x, y);
  await page.keyboard.down('z');
  await expect(page.getByTestId('loupe')).toBeVisible();
  await shoot('loupe');
  await page.keyboard.up('z');
  await expect(page.getByTestId('loupe')).toHaveCount(0);

  await page.keyboard.down('q');
  await expect(page.getByTestId('class-ring')).toBeVisible();
  await page.mouse.move(x + 2, y - 80, { steps: 3 });
  await shoot('ring');
  await page.keyboard.up('q');
  await expect(page.getByTestId('class-ring')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Car/ })).toHaveAttribute('aria-pressed', 'true');
  // Tapped, the key takes the class before: of the first, the last.
  await page.keyboard.press('q');
  await expect(page.getByRole('button', { name: /^Nose/ })).toHaveAttribute('aria-pressed', 'true');
});

test('objects are ordered by keys and by drag, and stand by class', async ({ page, api }) => {
  await openBoxes(page, api);
  await list(page).getByRole('option').first().click();
  await list(page).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => titles(page)).toEqual(['bbb2', 'aaa1', 'ccc3']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => titles(page)).toEqual(['aaa1', 'bbb2', 'ccc3']);
  await list(page).getByRole('option').nth(2).dragTo(list(page).getByRole('option').first());
  await expect.poll(() => titles(page)).toEqual(['ccc3', 'aaa1', 'bbb2']);
  await page.getByRole('button', { name: 'Group by class' }).click();
  await expect(list(page).getByText('Car (2)')).toBeVisible();
  await expect.poll(() => titles(page)).toEqual(['aaa1', 'bbb2', 'ccc3']);
});

test('the filter of the objects is kept in the address', async ({ page, api }) => {
  await openBoxes(page, api);
  await page.getByRole('textbox', { name: 'Filter objects' }).fill('class:nose');
  await expect(list(page).getByRole('option')).toHaveCount(1);
  await expect(page).toHaveURL(/objects=class/);
  await page.reload();
  await openEditor(page);
  await expect(page.getByRole('textbox', { name: 'Filter objects' })).toHaveValue('class:nose');
  await expect(list(page).getByRole('option')).toHaveCount(1);
});

test('a key of another command is given away only after a question, and can be had back', async ({
  page,
  api,
  shoot,
  expectAccessible,
}) => {
  await openBoxes(page, api);
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const rows = dialog.getByRole('button', { name: /^Keys of / });
  const all = await rows.count();
  await dialog.getByRole('textbox', { name: 'Search shortcuts' }).fill('fit to');
  await expect(rows).toHaveCount(1);
  await rows.first().click();
  await page.keyboard.press('t');
  await expect(dialog.getByRole('alert')).toContainText('T is a key of: Labels');
  await withoutHints(page);
  await expectAccessible();
  await shoot('conflict');
  await dialog.getByRole('button', { name: 'Use it here' }).click();
  await expect(rows.first()).toHaveAccessibleName(/^Keys of Fit to the window: T\./);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Fit to the window' }).hover();
  await expect(page.getByRole('tooltip')).toHaveText('Fit to the window (T)');

  await page.keyboard.press('Shift+?');
  await expect(rows).toHaveCount(all);
  await dialog.getByRole('button', { name: 'Reset all' }).click();
  await dialog.getByRole('textbox', { name: 'Search shortcuts' }).fill('fit to');
  await expect(rows.first()).toHaveAccessibleName(/: F\./);
});

test('the help lists every command that the palette finds', async ({ page, api }) => {
  await openBoxes(page, api);
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const names = await dialog
    .getByRole('button', { name: /^Keys of / })
    .evaluateAll((rows) => rows.map((row) => /^Keys of (.*): /.exec(row.getAttribute('aria-label') ?? '')?.[1]));
  expect(names).toEqual(
    expect.arrayContaining(['Undo', 'Loupe, while held', 'Go to page', 'Bring forward', 'Draw "Car"', 'Next task']),
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands' }).fill('a');
  const found = await page.getByRole('listbox', { name: 'Commands' }).getByRole('option').allTextContents();
  expect(found.filter((text) => !names.some((name) => name !== undefined && text.startsWith(name)))).toEqual([]);
});

test('who submits with hidden objects is asked', async ({ page, api, expectAccessible }) => {
  const project = await api.createProject(unique('Hidden'));
  const [data] = await upload(api, project, [[40, 60, 90]]);
  await api.post(`/v2/project/${project}/cloud`, {
    assets: [{ data, externalId: 'hidden', metadata: pictureSize, objects: boxes }],
  });
  await page.goto(`/projects/${project}`);
  await page.getByText('Start labeling (1)').click();
  await openEditor(page);
  await list(page).getByRole('option').first().click();
  await picture(page).focus();
  await page.keyboard.press('h');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: '1 object is hidden' });
  await expect(dialog).toBeVisible();
  await withoutHints(page);
  await expectAccessible();
  await dialog.getByRole('button', { name: 'Show them' }).click();
  await expect(page.getByRole('button', { name: 'Hide all' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('There is no task for you now')).toBeVisible();
});

test('instructions and attachments are beside the picture', async ({ page, api, expectAccessible }) => {
  const project = await api.createProject(unique('Beside'), [], { description: 'Draw **every** car.' });
  const [data] = await upload(api, project, [[40, 60, 90]]);
  const attachments = [
    { type: 'TEXT', value: 'left eye' },
    { type: 'IMAGE', value: data },
  ];
  await openAsset(page, api, project, { data, externalId: 'with', attachments });
  await page.getByRole('tab', { name: 'Instructions' }).click();
  await expect(page.getByText('Draw every car.')).toBeVisible();
  await page.getByRole('tab', { name: 'Attachments, 2' }).click();
  await expect(page.getByText('left eye')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Attachment 2' })).toBeVisible();
  await withoutHints(page);
  await expectAccessible();
});

test('colours that are safe for colour blindness, and sides that fold, are kept', async ({ page, api }) => {
  await openBoxes(page, api);
  await page.getByRole('button', { name: 'Brightness, contrast and more' }).click();
  await page.getByRole('combobox', { name: 'Colours of classes' }).click();
  await page.getByRole('option', { name: 'Safe for colour blindness' }).click();
  await page.keyboard.press('Escape');
  const swatch = page.getByRole('button', { name: /^Car/ }).locator('span').first();
  await expect(swatch).toHaveCSS('background-color', 'rgb(230, 159, 0)');
  await page.getByRole('button', { name: 'Hide the panels at the right' }).click();
  await expect(list(page)).toHaveCount(0);
  await page.reload();
  await openEditor(page);
  await expect(list(page)).toHaveCount(0);
  await expect(swatch).toHaveCSS('background-color', 'rgb(230, 159, 0)');
  await page.getByRole('tab', { name: 'Objects' }).click();
  await expect(list(page)).toBeVisible();
  const edge = page.getByRole('separator', { name: 'Width of the right side' });
  const width = Number(await edge.getAttribute('aria-valuenow'));
  await edge.press('ArrowLeft');
  await expect(edge).toHaveAttribute('aria-valuenow', String(width + 16));
});

test('what happens is said', async ({ page, api }) => {
  await openBoxes(page, api);
  const said = page.getByTestId('said');
  await page.keyboard.press('1');
  await expect(said).toHaveText('Bounding box, Car');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(said).toContainText('Car, bounding box 1 of 3');
  await page.keyboard.press('Delete');
  await expect(said).toContainText('2 objects');
});

test('the next task is there at once when it was read ahead', async ({ page, api }) => {
  const project = await api.createProject(unique('Ahead'), [{ name: 'a.png' }, { name: 'b.png' }, { name: 'c.png' }]);
  const { tasks } = await api.get<{ tasks: { _id: string }[] }>(`/v2/project/${project}/tasks`);
  const [first, second] = tasks;
  // The list shows the latest first, as the answer does.
  const ahead = page.waitForResponse((answer) => answer.url().includes(`/v2/task/${second?._id}/brush`));
  await page.goto(`/projects/${project}/tasks/${first?._id}/edit`);
  await openEditor(page);
  await ahead;
  const reads: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().endsWith(`/v2/task/${second?._id}`)) {
      reads.push(request.url());
    }
  });
  await page.keyboard.press('Alt+PageDown');
  await expect(page).toHaveURL(new RegExp(`${second?._id}/edit`));
  await openEditor(page);
  expect(reads).toEqual([]);
});

test.describe('with a touch screen', () => {
  test.use({ hasTouch: true });

  test('after a pen was seen, the finger moves the picture and the pen draws', async ({ page, api }) => {
    const task = await openBoxes(page, api);
    await page.keyboard.press('1');
    await expect(page.getByRole('button', { name: /^Car/ })).toHaveAttribute('aria-pressed', 'true');
    const before = (await objectsOf(api, task)).length;
    const stroke = (pointerType: string, from: { x: number; y: number }, to: { x: number; y: number }) =>
      picture(page).evaluate(
        (stage, { type, a, b }) => {
          const send = (name: string, at: { x: number; y: number }, buttons: number) =>
            stage.dispatchEvent(
              new PointerEvent(name, {
                pointerType: type,
                pointerId: 1,
                clientX: at.x,
                clientY: at.y,
                buttons,
                button: 0,
                bubbles: true,
                pressure: 0.5,
              }),
            );
          stage.setPointerCapture = () => undefined;
          send('pointerdown', a, 1);
          send('pointermove', { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, 1);
          send('pointermove', b, 1);
          send('pointerup', b, 0);
        },
        { type: pointerType, a: from, b: to },
      );
    await stroke('pen', await placeOf(page, 200, 100), await placeOf(page, 260, 150));
    await expect(list(page).getByRole('option')).toHaveCount(before + 1);
    await stroke('touch', await placeOf(page, 100, 100), await placeOf(page, 160, 150));
    await expect(page.locator('[class*="map"] canvas')).toBeVisible();
    await expect(list(page).getByRole('option')).toHaveCount(before + 1);
  });
});
