import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const INTO = path.resolve(import.meta.dirname, '..', '..', 'dist', 'packages');

/** Folder of the package in the path of one of its files, from `node_modules` on; the innermost, when they are nested. */
const PACKAGE = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/u;

/**
 * Writes, for each environment of the build, which folders of `node_modules` have a part in its files:
 * `dist/packages/ENVIRONMENT.json`. Releases tell from it what is inside.
 */
export function bundledPackages(): Plugin {
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      const parts = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? file.moduleIds : file.originalFileNames,
      );
      const folders = parts.map((part) => PACKAGE.exec(part.split(path.sep).join('/'))?.[1]);
      const found = [...new Set(folders)].filter((folder) => folder !== undefined).sort();
      mkdirSync(INTO, { recursive: true });
      writeFileSync(path.join(INTO, `${this.environment.name}.json`), JSON.stringify(found, null, 2));
    },
  };
}
