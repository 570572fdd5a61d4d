import fs from 'node:fs';
import path from 'node:path';
import { BACKUPS_KEPT } from '../../src-shared/policy/retention.ts';

/** Folder of the backups, inside the folder of the databases. */
export const BACKUP_FOLDER = 'backups';

const NAME = /^journal-\d{4}-\d{2}-\d{2}\.db$/u;

/** Name of the backup for the day (UTC) of a steady moment. */
export function backupName(now: number): string {
  return `journal-${new Date(now).toISOString().slice(0, 10)}.db`;
}

/**
 * The backup to make now: one a day, as early in the day as possible.
 * @param existing names of the present backups
 * @returns its name; null when today's backup exists
 */
export function dueBackup(now: number, existing: readonly string[]): string | null {
  const name = backupName(now);
  return existing.includes(name) ? null : name;
}

/**
 * The backups to remove after one was made: all except the newest seven. The one just made is always kept, whatever
 * the dates of the others, since the machine's clock may once have been years ahead.
 */
export function surplusBackups(made: string, existing: readonly string[]): string[] {
  const others = existing
    .filter((name) => name !== made)
    .toSorted()
    .toReversed();
  return others.slice(BACKUPS_KEPT - 1);
}

/** Names of the complete backups in the folder of the databases, newest first. */
export function listBackups(folder: string): string[] {
  const place = path.join(folder, BACKUP_FOLDER);
  if (!fs.statSync(place, { throwIfNoEntry: false })?.isDirectory()) return [];
  return fs
    .readdirSync(place)
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();
}
