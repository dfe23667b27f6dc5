import { test as base, expect } from '@playwright/test';
import type { Kind, Rgb } from './stage';

export { expect };

export const kinds: readonly Kind[] = ['canvas', 'webgl'];

/** A page with the stage on it, and a failure for every error that the page reports. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(process.env.LIMN_STAGE_URL ?? '');
    await page.waitForFunction(() => window.stage !== undefined);
    await use(page);
    expect(errors).toEqual([]);
  },
});

export const white: Rgb = [255, 255, 255];

/** Colours by renderers and rasterisers differ by a few steps at most. */
export function expectColor(actual: Rgb | undefined, wanted: Rgb, tolerance = 6): void {
  const difference = wanted.map((value, channel) => Math.abs(value - (actual?.[channel] ?? -1000)));
  expect(Math.max(...difference), `got ${actual}, wanted ${wanted}`).toBeLessThanOrEqual(tolerance);
}
