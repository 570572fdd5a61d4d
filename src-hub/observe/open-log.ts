import pino from 'pino';
import type { HubLog } from '../hub-log.ts';

/** Field names that must never carry a value, whoever forgets it, also one level down. */
const REDACTED = [
  'number',
  'password',
  'phc',

  'token',
  'identifier',
  'email',
  'phone',
  'familyName',
  'givenName',
  'birthDate',
  'authorization',
  'machine',
  'url',
  'params',
  'detail',
];

/** A log of JSON lines on standard output. It never throws: a pipe that nobody reads does not end the hub. */
export function openHubLog(level: 'error' | 'warn' | 'info'): HubLog {
  const destination = pino.destination({ dest: 1, sync: true });
  destination.on('error', () => undefined);
  const lines = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: REDACTED.flatMap((name) => [name, `*.${name}`]),
    },
    destination,
  );
  return {
    info: (fields, event) => lines.info(fields, event),
    warn: (fields, event) => lines.warn(fields, event),
    error: (fields, event) => lines.error(fields, event),
  };
}
