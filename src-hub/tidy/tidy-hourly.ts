import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { describeFault } from '../basics/describe-fault.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { tidy } from './tidy.ts';
import { HOUR, MINUTE } from '../../src-shared/time/units.ts';

/** Wait between two times, in milliseconds. */
const EVERY = HOUR;

/** Half-width of the jitter, in milliseconds: hubs that were started together do not tidy together. */
const JITTER = 10 * MINUTE;

/** Waits, but for no longer than until the signal. */
type Wait = (milliseconds: number, until: AbortSignal) => Promise<void>;

/**
 * Tidies about once an hour until the hub stops. A failure is logged, and tried again with the next hour.
 * @returns resolves when nothing of it runs any more
 */
export async function tidyHourly(deps: HubDeps, wait: Wait = waitUnlessStopped): Promise<void> {
  const { log, stopping } = deps;
  for (;;) {
    await wait(EVERY + jitter(deps), stopping);
    if (stopping.aborted) return;
    try {
      const tidied = await tidy(deps);
      if (tidied !== null) log.info({ ...tidied }, 'tidied');
    } catch (error) {
      if (isDatabaseUnavailable(error)) log.warn(describeFault(error), 'not-tidied');
      else log.error(describeFault(error), 'not-tidied');
    }
  }
}

function jitter({ randomBytes }: Pick<HubDeps, 'randomBytes'>): number {
  return Math.round((randomBytes(4).readUInt32BE() / 0xffff_ffff) * 2 * JITTER) - JITTER;
}

async function waitUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
