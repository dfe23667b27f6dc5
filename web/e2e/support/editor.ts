import { expect, type Page } from '@playwright/test';
import { type Api, pictureSize } from './api';

export interface StoredTask {
  readonly stage: string;
  readonly answer: { readonly tools: readonly Record<string, unknown>[] };
}

/** Waits until a task is open in the editor. */
export async function openEditor(page: Page): Promise<void> {
  await expect(page.getByRole('application')).toBeVisible();
}

/** A hint of the pointer lies over whatever is below it, and belongs to no part of the page. */
export async function withoutHints(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
}

export async function taskOf(api: Api, id: string): Promise<StoredTask> {
  return (await api.get<{ task: StoredTask }>(`/v2/task/${id}`)).task;
}

export async function objectsOf(api: Api, id: string): Promise<readonly Record<string, unknown>[]> {
  return rounded((await taskOf(api, id)).answer.tools);
}

/** Numbers to a tenth: a screen pixel seldom lies at a whole pixel of the picture. */
function rounded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part) => (typeof part === 'number' ? Math.round(part * 10) / 10 : part));
}

/** Where a pixel of the picture is on the page while the whole picture is shown. */
export async function placeOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('application').boundingBox();
  if (!box) {
    throw new Error('There is no picture.');
  }
  const scale = Math.min((box.width - 32) / pictureSize.width, (box.height - 32) / pictureSize.height);
  return {
    x: box.x + box.width / 2 + (x - pictureSize.width / 2) * scale,
    y: box.y + box.height / 2 + (y - pictureSize.height / 2) * scale,
  };
}
