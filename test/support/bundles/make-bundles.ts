import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { CACHE, ROOT } from '../../../tools/setup/paths.mjs';
import { isBuilt } from '../../../tools/setup/build.mjs';
import { migratedImage } from '../hub/databases/pglite-image.ts';
import { BUNDLED, BUNDLES_FOLDER, HUB_IS_BUILT } from './bundles.ts';

/**
 * Before the tests of a project: makes one file of each thing that they start many times. To read its sources one by one
 * costs each start up to four times as much processor time. Makes the image of PGlite too, which several workers would
 * make at the same time.
 */
export default async function makeBundles(): Promise<() => void> {
  mkdirSync(CACHE, { recursive: true });
  const outDir = mkdtempSync(path.join(CACHE, 'bundles-'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['better-sqlite3', 'argon2'] },
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      minify: false,
      rolldownOptions: { input: BUNDLED, output: { entryFileNames: '[name].js' } },
    },
  });
  await migratedImage();
  process.env[BUNDLES_FOLDER] = outDir;
  if (isBuilt()) process.env[HUB_IS_BUILT] = '1';
  return () => rmSync(outDir, { recursive: true, force: true });
}
