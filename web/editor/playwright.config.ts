import { defineConfig } from '@playwright/test';

/** Pixels of the renderers in Chromium. WebGL runs in software here, which the renderer itself would not choose. */
export default defineConfig({
  testDir: './browser',
  testMatch: '*.pixels.ts',
  outputDir: '../test-results/editor',
  reporter: 'list',
  globalSetup: './browser/serve.ts',
  workers: 2,
  timeout: 60_000,
  use: {
    viewport: { width: 800, height: 600 },
    launchOptions: {
      executablePath: process.env.LIMN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
