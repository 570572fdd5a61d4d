import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Log } from './log.ts';

/** Days that a log file is kept. */
const KEPT_DAYS = 30;

/** Field names that must never carry a value, whoever forgets it. */
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

/**
 * Opens the day's log file (JSON lines) in a folder and removes those of more than thirty days.
 * @param wall the machine's clock, in milliseconds: log lines are for people
 */
export function openLog(folder: string, wall: () => number): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOld(folder, wall());
  const dayOf = (): string => new Date(wall()).toISOString().slice(0, 10);
  const fileOf = (day: string): string => path.join(folder, `kiosk-${day}.log`);
  let day = dayOf();
  const destination = pino.destination({ dest: fileOf(day), sync: true, mode: 0o600 });
  const lines = pino({ redact: REDACTED, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const current = (): pino.Logger => {
    const today = dayOf();
    if (today !== day) {
      day = today;
      destination.reopen(fileOf(day));
      removeOld(folder, wall());
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
  const oldest = `kiosk-${new Date(now - KEPT_DAYS * 86_400_000).toISOString().slice(0, 10)}.log`;
  for (const name of readdirSync(folder)) {
    if (/^kiosk-\d{4}-\d{2}-\d{2}\.log$/u.test(name) && name < oldest) rmSync(path.join(folder, name), { force: true });
  }
}

/** A log on standard error, for when there is no folder to write to. */
export function stderrLog(): Log {
  return pino({ redact: REDACTED, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
