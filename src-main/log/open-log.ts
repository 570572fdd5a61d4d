import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import type { Log } from './log.ts';
import { LOG_DAYS } from '../../src-shared/policy/retention.ts';
import { DAY } from '../../src-shared/time/units.ts';
import { makeFolder } from '../files/make-folder.ts';

/** Field names whose values are removed, in case a caller logs them by mistake. */
const REDACTED = [
  'number',
  'password',
  'confirmation',
  'email',
  'phone',
  'to',
  'text',
  'typed',
  'identifier',
];

/** Number of characters kept in memory while the disk refuses writes; further lines are dropped. */
const KEPT_IN_MEMORY = 1_048_576;

/**
 * Opens the day's log file (JSON lines) in a folder and removes files older than `LOG_DAYS`. Lines that the disk
 * refuses are kept for a while and written later; logging never throws.
 * @param wall the machine's clock, in milliseconds: log lines are for people
 * @throws errors of the file system, only when opened
 */
export function openLog(folder: string, wall: () => number): Log {
  makeFolder(folder);
  removeOld(folder, wall());
  const dayOf = (): string => new Date(wall()).toISOString().slice(0, 10);
  const fileOf = (day: string): string => path.join(folder, `kiosk-${day}.log`);
  let day = dayOf();
  const destination = destinationTo(fileOf(day));
  const lines = pino(
    { redact: REDACTED, base: { version: APP_VERSION }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
  const current = (): pino.Logger => {
    const today = dayOf();
    if (today !== day) {
      day = today;
      destination.reopen(fileOf(day));
      try {
        removeOld(folder, wall());
      } catch {
        // Old files can be removed another day; the line to log matters more.
      }
    }
    return lines;
  };
  return {
    info: (fields, event) => current().info(fields, event),
    warn: (fields, event) => current().warn(fields, event),
    error: (fields, event) => current().error(fields, event),
  };
}

function removeOld(folder: string, now: number): void {
  const oldest = `kiosk-${new Date(now - LOG_DAYS * DAY).toISOString().slice(0, 10)}.log`;
  for (const name of readdirSync(folder)) {
    if (/^kiosk-\d{4}-\d{2}-\d{2}\.log$/u.test(name) && name < oldest)
      rmSync(path.join(folder, name), { force: true });
  }
}

/** A log on standard error, when there is no folder to write to. */
export function stderrLog(): Log {
  return pino(
    { redact: REDACTED, base: { version: APP_VERSION }, timestamp: pino.stdTimeFunctions.isoTime },
    destinationTo(2),
  );
}

/** Without a listener, an `error` event would end the kiosk; a log that cannot be written must not. */
function destinationTo(dest: string | number): ReturnType<typeof pino.destination> {
  const destination = pino.destination({ dest, sync: true, mode: 0o600, maxLength: KEPT_IN_MEMORY });
  destination.on('error', () => undefined);
  return destination;
}
