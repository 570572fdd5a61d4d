import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { describeFault } from '../basics/describe-fault.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { tidy } from './tidy.ts';
import { HOUR, MINUTE } from '../../src-shared/time/units.ts';

/** Wait between two runs, in milliseconds. */
const EVERY = HOUR;

/** Random change of the wait, plus or minus, in milliseconds: hubs that start together do not tidy together. */
const JITTER = 10 * MINUTE;

/** Waits for the time or the signal, whichever comes first. */
type Wait = (milliseconds: number, until: AbortSignal) => Promise<void>;

/**
 * Tidies about once an hour until the hub stops. A failed run is logged; the next one tries again.
 * @returns resolves when nothing runs any more
 */
export async function tidyHourly(deps: HubDeps, wait: Wait = waitUnlessStopped): Promise<void> {
  const { database, log, stopping } = deps;
  for (;;) {
    await wait(EVERY + jitter(deps), stopping);
    if (stopping.aborted) return;
    try {
      const tidied = await tidy(deps);
      if (tidied !== null) log.info({ ...tidied }, 'tidied');
    } catch (error) {
      if (isDatabaseUnavailable(error)) {
        database.noteAway(error);
        log.warn({}, 'not-tidied');
      } else log.error(describeFault(error), 'not-tidied');
    }
  }
}

function jitter({ randomBytes }: Pick<HubDeps, 'randomBytes'>): number {
  return Math.round((randomBytes(4).readUInt32BE() / 0xffff_ffff) * 2 * JITTER) - JITTER;
}

async function waitUnlessStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
