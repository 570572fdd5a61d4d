import path from 'node:path';

/** Root of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The project's own Node (npm package `node`), the same major version that Electron embeds. */
export const NODE = path.join(
  ROOT,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Cache of the set-up, between runs. */
export const CACHE = path.join(ROOT, '.cache');
