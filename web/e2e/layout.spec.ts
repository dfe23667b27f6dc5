import { expect, test, unique } from './support/test';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

let projectId = '';

test.beforeAll(async ({ baseURL }) => {
  const { Api } = await import('./support/api');
  const api = await Api.open(baseURL ?? '');
  const nose = { schemaId: 'nose', point: [10, 10] };
  projectId = await api.createProject(unique('Layout of a project with a rather long name'), [
    { name: 'a-file-with-a-name-that-does-not-fit-into-a-narrow-column-0001.png', objects: [nose] },
    { name: 'b.png' },
  ]);
  await api.close();
});

const pages = [
  ['projects', () => '/projects'],
  ['overview', () => `/projects/${projectId}`],
  ['tasks', () => `/projects/${projectId}/tasks`],
  ['assets', () => `/projects/${projectId}/assets`],
  ['export', () => `/projects/${projectId}/export`],
  ['general', () => `/projects/${projectId}/settings`],
  ['schema', () => `/projects/${projectId}/settings/schema`],
  ['workflow', () => `/projects/${projectId}/settings/workflow`],
  ['members', () => `/projects/${projectId}/settings/members`],
  ['batches', () => `/projects/${projectId}/settings/batches`],
  ['project plugins', () => `/projects/${projectId}/settings/plugins`],
  ['plugins', () => '/plugins'],
  ['directory', () => '/plugins?tab=directory'],
  ['development', () => '/plugins?tab=development'],
  ['sessions', () => '/plugin-sessions'],
  ['account', () => '/account'],
] as const;

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme });

    for (const [name, address] of pages) {
      test(`${name} fits every size and breaks no rule of accessibility`, async ({ page, shoot, expectAccessible }) => {
        await page.goto(address());
        for (const size of sizes) {
          await page.setViewportSize(size);
          await expect(page.getByRole('main')).toBeVisible();
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(overflow, `${name} at ${size.width} pixels`).toBeLessThanOrEqual(0);
          await shoot(`${name}-${theme}-${size.width}`);
        }
        await page.setViewportSize({ width: 1440, height: 900 });
        await expectAccessible();
      });
    }
  });
}
