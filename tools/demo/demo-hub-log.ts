import type { HubLog } from '../../src-hub/basics/hub-log.ts';

/** Messages with a code. */
const CODES: readonly unknown[] = ['activation-code', 'recovery-code', 'space-code'];

/**
 * Head office of the demonstration logs only errors, and that it has sent a code.
 * @param say writes a line into the terminal
 */
export function demoHubLog(say: (line: string) => void): HubLog {
  return {
    info: (fields, event) => {
      if (!CODES.includes(fields['kind'])) return;
      if (event === 'mail-sent') say('Head office has sent a code by mail.');
      if (event === 'sms-sent') say('Head office has sent a code by text message.');
    },
    warn: () => undefined,
    error: (fields, event) => console.error('head office:', event, JSON.stringify(fields)),
  };
}
