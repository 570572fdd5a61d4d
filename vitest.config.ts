import { defineConfig } from 'vitest/config';

// Several times what the slowest takes: a busy machine is no fault.
const expect = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    // Most tests wait for servers, browsers and disks: one worker a core keeps the cores busy.
    maxWorkers: '100%',
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000, expect } },
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
