import pino from 'pino';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import type { HubLog } from '../basics/hub-log.ts';

/** Fields whose values are never logged, at the top or one level down, even when a caller forgets it. */
const REDACTED = [
  'number',
  'password',
  'phc',
  'token',
  'identifier',
  'email',
  'phone',
  'familyName',
  'birthName',
  'givenName',
  'birthDate',
  'authorization',
  'machine',
  'url',
  'params',
  'detail',
];

/**
 * Opens a log of JSON lines. It never throws: a closed pipe does not stop the hub.
 * @param to 1: standard output; 2: standard error, for commands that answer on standard output
 */
export function openHubLog(level: 'error' | 'warn' | 'info', to: 1 | 2): HubLog {
  const destination = pino.destination({ dest: to, sync: true });
  destination.on('error', () => undefined);
  const lines = pino(
    {
      level,
      base: { version: APP_VERSION },
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
