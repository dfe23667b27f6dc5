import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Api } from './api';

interface Fixtures {
  api: Api;
  /** Keeps a picture of the page with the test's results. */
  shoot: (name: string) => Promise<void>;
  /** Fails when a rule of accessibility is broken by what is shown now. */
  expectAccessible: () => Promise<void>;
  /** Fails the test at its end when the page logged an error or broke its content security policy. */
  cleanConsole: undefined;
}

export const test = base.extend<Fixtures>({
  api: async ({ baseURL }, use) => {
    const api = await Api.open(baseURL ?? '');
    await use(api);
    await api.close();
  },
  shoot: async ({ page }, use, info) => {
    await use(async (name) => {
      const path = info.outputPath(`${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      await info.attach(name, { path, contentType: 'image/png' });
    });
  },
  expectAccessible: async ({ page }, use) => {
    await use(async () => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
        .analyze();
      expect(
        violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}`).join('\n')}`),
      ).toEqual([]);
    });
  },
  cleanConsole: [
    async ({ page }, use) => {
      const errors = watchErrors(page);
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** A name that no other test uses. */
export function unique(name: string): string {
  return `${name} ${Math.random().toString(36).slice(2, 8)}`;
}

const provoked = /^Failed to load resource|has been blocked by CORS policy/;

/** Answers that tests provoke are logged by the browser too; they are not errors of the page. */
function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !provoked.test(message.text())) {
      errors.push(message.text());
    }
  });
  return errors;
}
