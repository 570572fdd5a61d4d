import { PURE } from './pure-modules.mjs';

export default {
  mutate: PURE,
  testRunner: 'vitest',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
  vitest: { configFile: 'tools/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  // Only code that has changed since the last run is tried again.
  incremental: true,
  incrementalFile: '.cache/mutation.json',
  tempDirName: '.cache/mutation',
  ignorePatterns: [
    '/bench',
    '/dist',
    '/docs/images',
    '/release',
    '/tools/mutation/node_modules',
    '/.demo',
    '/.hub',
  ],
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  // Much longer than the slowest test, so that a busy machine does not look like a found fault.
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 90 },
};
