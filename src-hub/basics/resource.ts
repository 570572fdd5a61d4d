import { existsSync, readFileSync } from 'node:fs';

/** Beside the bundle, where it runs; else the folder of the sources. */
const FOLDER = [new URL('resources/', import.meta.url), new URL('../../resources/', import.meta.url)].find(
  (folder) => existsSync(folder),
);

/** Reads a file of `resources`. @param name with its folder, as `letters/x.ttf` @throws when it is not there */
export function readResource(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}
