import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../../tools/setup/paths.mjs';

/** What tests start many times, in threads and processes of their own, by name. */
export const BUNDLED = {
  writer: path.join(ROOT, 'src-main', 'members', 'writer-thread.ts'),
  sync: path.join(ROOT, 'src-main', 'member-feed', 'sync-thread.ts'),
  'marked-thread': path.join(ROOT, 'test', 'integration', 'member-feed', 'fixtures', 'marked-thread.ts'),
  'dying-sync': path.join(ROOT, 'test', 'integration', 'member-feed', 'fixtures', 'dying-sync.ts'),
  kiosk: path.join(ROOT, 'test', 'integration', 'kiosk', 'faults', 'kiosk-child.ts'),
};

/** Environment variable with the folder of the bundles. */
export const BUNDLES_FOLDER = 'BORNE_TEST_BUNDLES';

/** Environment variable that is set when the built hub has the sources as they are now. */
export const HUB_IS_BUILT = 'BORNE_TEST_HUB_IS_BUILT';

/** Entry of the hub: of the build, where that is of today, since it starts in half the time; else of the sources. */
export function hubEntry(): string {
  return process.env[HUB_IS_BUILT] === undefined
    ? path.join(ROOT, 'src-hub', 'main.ts')
    : path.join(ROOT, 'dist', 'hub', 'main.js');
}

/** One of {@link BUNDLED} as one file, made before the tests of a project; else its source. */
export function bundleOf(name: keyof typeof BUNDLED): URL {
  const folder = process.env[BUNDLES_FOLDER];
  return pathToFileURL(folder === undefined ? BUNDLED[name] : path.join(folder, `${name}.js`));
}
