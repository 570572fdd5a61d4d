import { expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { MINUTE, SECOND } from '../../../src-shared/time/units.ts';
import { openPage } from '../support/page.ts';
import { ADVISER } from './samples.ts';

const sync = (changes: Partial<ScreenOf<'staff-sync'>> = {}): ScreenOf<'staff-sync'> => ({
  ...{ id: 'staff-sync', adviser: ADVISER, lastContact: Date.now(), lastFault: null },
  ...{ waiting: [], oldest: null, messages: 0, members: 'ready', rowsBehind: 0, clockAhead: null },
  ...{ now: Date.now(), version: '1.4.0' },
  ...changes,
});

it('says in words what waits, since when, and why', async () => {
  const waiting = [
    { kind: 'password-set', count: 2 },
    { kind: 'newer-kind', count: 1 },
  ];
  const page = await openPage(
    sync({ waiting, oldest: 4 * MINUTE, lastFault: 'tls', lastContact: null, members: 'loading' }),
  );
  for (const words of [
    m.staff_sync_never(),
    m.staff_sync_fault({ fault: m.staff_sync_fault_tls() }),
    m.staff_event_count({ what: m.staff_event_password_set(), count: 2 }),
    // Only a newer kiosk has it: its own word.
    m.staff_event_count({ what: 'newer kind', count: 1 }),
    m.staff_sync_oldest({ minutes: 4 }),
    m.staff_sync_loading(),
    '1.4.0',
  ])
    expect(page.text).toContain(words);
});

it.each([
  [null, () => m.staff_sync_clock_unknown()],
  [1500, () => m.staff_sync_clock_right()],
  [90 * SECOND, () => m.staff_sync_clock_ahead({ seconds: 90 })],
  [-3 * MINUTE, () => m.staff_sync_clock_behind({ seconds: 180 })],
])('tells a clock that is %s ms ahead of head office', async (clockAhead, words) => {
  const page = await openPage(sync({ clockAhead }));
  expect(page.text).toContain(words());
});
