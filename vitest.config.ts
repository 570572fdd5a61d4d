import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most tests wait for servers, browsers and disks: one worker a core keeps the cores busy.
    maxWorkers: '100%',
    projects: [
      // Several times what the slowest takes: a busy machine is no fault.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 15_000 } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 90_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
