import { storageFault } from '../database/storage-fault.ts';
import type { Log } from '../log/log.ts';

/**
 * Logs a fault of a visit: only class and place of the error, since its message may quote typed text.
 * @returns the reason that the screen shows
 */
export function logFault(error: unknown, reference: string, log: Log): 'storage' | 'fault' {
  const reason = storageFault(error, 'journal') === null ? 'fault' : 'storage';
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
  const frames = stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  log.error({ reference, reason, name, code: codeOf(error), frames: frames?.slice(0, 8) }, 'fault');
  return reason;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
