import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder for the kiosk's account alone, with those around it that are not there. Not by `recursive` of Node,
 * which never ends where a parent takes no folder and says that it is missing (`/proc`).
 * @returns the folders that it made, outermost first
 * @throws errors of the file system; then nothing is left of it
 */
export function makeFolder(folder: string): string[] {
  const made: string[] = [];
  try {
    for (const missing of missingFolders(folder)) {
      mkdirSync(missing, { mode: 0o700 });
      made.push(missing);
    }
  } catch (error) {
    // Another part may have made the same one at this moment.
    if (existsSync(folder) && statSync(folder).isDirectory()) return made;
    for (const empty of made.reverse()) rmdirSync(empty);
    throw error;
  }
  return made;
}

/** A folder and those around it that are not there, outermost first. */
function missingFolders(folder: string): string[] {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? [] : [...missingFolders(parent), folder];
}
