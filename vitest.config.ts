import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// Several times what the slowest takes: a busy machine is no fault.
const expect = { poll: { timeout: 30_000 } };

// The Chromium that set-up found; Playwright's own where there is none.
const chromium = process.env['BORNE_CHROMIUM'];

export default defineConfig({
  test: {
    // Most tests wait for servers, browsers and disks: one worker a core keeps the cores busy.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, expect } },
      {
        plugins: [svelte({ configFile: false })],
        // As in vite.config.ts: what the page is built with.
        resolve: { alias: { 'simple-keyboard': 'simple-keyboard/build/index.modern.esm.js' } },
        test: {
          name: 'component',
          include: ['test/component/**/*.test.ts'],
          testTimeout: 30_000,
          expect,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // Containers often refuse Chromium its sandbox.
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                args: ['--no-sandbox'],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1080, height: 1920 } }],
          },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          expect,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect,
          fileParallelism: false,
        },
      },
    ],
  },
});
