import { objectsOf, openEditor, placeOf, taskOf } from './support/editor';
import { expect, test, unique } from './support/test';

test('a box is drawn, saved by itself, submitted, and the next task comes', async ({
  page,
  api,
  shoot,
  expectAccessible,
}) => {
  const id = await api.createProject(unique('Drawing'), [{ name: 'a.png' }, { name: 'b.png' }]);
  await page.goto(`/projects/${id}/label`);
  await openEditor(page);
  const task = new URL(page.url()).searchParams.get('task') ?? '';
  await expectAccessible();
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: /^Car/ })).toHaveAttribute('aria-pressed', 'true');
  const [from, to] = [await placeOf(page, 20, 30), await placeOf(page, 120, 90)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('option', { name: /^Car, bounding box 1 of 1/ })).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await shoot('drawn');
  const [box] = await objectsOf(api, task);
  expect(box).toMatchObject({ schemaId: 'car', 'bounding-box': { x: 20, y: 30, width: 100, height: 60 } });

  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page).not.toHaveURL(new RegExp(task));
  await openEditor(page);
  expect((await taskOf(api, task)).stage).toBe('Review');
});
