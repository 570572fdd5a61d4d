import type { CanaryState } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import type { Channel } from '../../src-shared/values/contact/channel.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { HeadOffice } from '../hub-client/head-office.ts';
import type { PartResult } from './staff-place.ts';

/** Milliseconds between two questions, and until a message that has not gone out counts as a fault. */
const ASK_EVERY = SECOND;
const PATIENCE = 10 * SECOND;

/** What {@link tryCanary} needs. */
export interface CanaryDeps {
  readonly headOffice: Pick<HeadOffice, 'background'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly newId: () => string;
}

/** What each state is in the morning test. Where head office has nothing to try with, nothing was found. */
const RESULTS: Readonly<Record<CanaryState, PartResult['result']>> = {
  done: 'good',
  waiting: 'bad',
  refused: 'bad',
  'of-a-member': 'bad',
  closed: 'bad',
  late: 'bad',
  'no-address': 'skipped',
  paused: 'skipped',
};

/** Has head office send a message that is for nobody, and waits until it has gone. */
export async function tryCanary(channel: Channel, deps: CanaryDeps): Promise<PartResult> {
  const { headOffice, clock, timers, newId } = deps;
  const attempt = newId();
  const until = clock.now() + PATIENCE;
  for (;;) {
    const answer = await headOffice.background('branch/canary', { attempt, channel });
    const state = answer.ok ? answer.value.state : null;
    if (state !== null && state !== 'waiting')
      return { result: RESULTS[state], found: state === 'done' ? null : state, value: null };
    if (clock.now() >= until)
      return state === null
        ? { result: 'skipped', found: 'not-known', value: null }
        : { result: RESULTS[state], found: state, value: null };
    await new Promise<void>((resolve) => timers.after(ASK_EVERY, resolve));
  }
}
