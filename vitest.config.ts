import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const common = {
  // A file finds the modules and the databases that earlier files of its worker have loaded; each closes what it opens.
  isolate: false,
  // Where modules stay, what a test leaves is seldom old: with more room, less of it is looked at again and again.
  execArgv: ['--max-semi-space-size=64'],
  // Several times what the slowest takes: a busy machine is no fault.
  expect: { poll: { timeout: 90_000 } },
};

// The browser that set-up found; Playwright's own where there is none.
const { BORNE_HEADLESS_SHELL, BORNE_CHROMIUM } = process.env;
const chromium = [BORNE_HEADLESS_SHELL, BORNE_CHROMIUM].find(Boolean);

/** Vitest takes projects by their names, and the longest files of a project first. */
export default defineConfig({
  test: {
    // Most tests wait for servers, browsers and disks: two workers more than cores keep these busy; with four more a run took longer.
    maxWorkers: availableParallelism() + 2,
    projects: [
      {
        plugins: [svelte({ configFile: false })],
        // As in vite.config.ts: what the page is built with.
        resolve: { alias: { 'simple-keyboard': 'simple-keyboard/build/index.modern.esm.js' } },
        test: {
          name: 'component',
          include: ['test/component/**/*.test.ts'],
          isolate: false,
          setupFiles: ['test/component/support/close-pages.ts'],
          testTimeout: 120_000,
          expect: common.expect,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // Containers often refuse Chromium its sandbox.
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                // Nothing here looks at a movement, and each of its pictures is drawn.
                args: ['--no-sandbox', '--force-prefers-reduced-motion'],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1080, height: 1920 } }],
          },
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
      {
        test: {
          ...common,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/bundles/make-bundles.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          ...common,
          name: 'packages',
          include: ['test/packages/**/*.test.ts'],
          globalSetup: ['test/packages/support/build-release.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          ...common,
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
