import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { filesBelow } from './files.ts';
import { asar } from './archive.ts';
import { INSIDE_UPDATER } from './updater.ts';

/** Packages of which the sources keep an extract, made by a tool: `resources/pictograms`. */
const EXTRACTED = ['node_modules/@iconify-json/fluent-emoji-flat'];

/** An npm package of which something is inside a product. */
export interface InsidePackage {
  readonly name: string;
  readonly version: string;
  /** Where it is installed, relative to the checkout. */
  readonly folder: string;
}

/**
 * The npm packages inside the kiosk: in its bundles, and in the archive beside them.
 * @param beside what its packages have besides
 */
export function insideKiosk(
  archive: string,
  beside: { readonly electron: boolean; readonly updater: boolean },
): InsidePackage[] {
  const packed = asar.listPackage(archive, { isPack: false });
  return packages([
    ...bundled('client', 'main', 'preload'),
    ...foldersOf(packed.map((file) => file.split(path.sep).join('/').slice(1))),
    ...EXTRACTED,
    ...(beside.electron ? ['node_modules/electron'] : []),
    ...(beside.updater ? INSIDE_UPDATER : []),
  ]);
}

/** The npm packages inside the hub: in its bundle, and in the folder beside it. */
export async function insideHub(): Promise<InsidePackage[]> {
  const beside = await filesBelow(path.join(ROOT, 'dist', 'hub'));
  return packages([...bundled('hub'), ...foldersOf(beside)]);
}

/** What the build has written (`tools/setup/bundled-packages.ts`). */
function bundled(...environments: string[]): string[] {
  return environments.flatMap(
    (name) =>
      JSON.parse(readFileSync(path.join(ROOT, 'dist', 'packages', `${name}.json`), 'utf8')) as string[],
  );
}

/** Folders of packages in paths that begin with `node_modules/`. */
function foldersOf(files: readonly string[]): string[] {
  return files.flatMap((file) => /^node_modules\/(?:@[^/]+\/)?[^/@]+(?=\/)/u.exec(file)?.[0] ?? []);
}

function packages(folders: readonly string[]): InsidePackage[] {
  const found = [...new Set(folders)].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    return { name: manifest.name, version: manifest.version, folder };
  });
  // One version can be installed at several places.
  return [...new Map(found.map((one) => [`${one.name}@${one.version}`, one])).values()];
}
