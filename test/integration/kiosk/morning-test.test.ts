import { expect, it } from 'vitest';
import { MACHINE_PARTS, TEST_PARTS } from '../../../src-shared/policy/staff/morning-test.ts';
import { CHANNELS } from '../../../src-shared/values/contact/channel.ts';
import { ADVISER } from '../../support/fakes/fake-staff.ts';
import { openPair, type Pair } from '../head-office/actions.ts';

async function open(page: 'test' | 'sync'): Promise<Pair> {
  const pair = await openPair();
  const { rig } = pair;
  await rig.act({ type: 'open-staff' });
  await rig.act({ type: 'staff-login', badge: ADVISER.badge, pin: ADVISER.pin });
  await rig.act({ type: 'staff-open', page });
  return pair;
}

it('the whole test is kept and sent, with the messages that are for nobody and what was found', async () => {
  const { rig, office } = await open('test');
  for (const part of TEST_PARTS)
    if (!MACHINE_PARTS.some((own) => own === part))
      await rig.act({ type: 'staff-test', part, result: 'good', found: null });
  for (const part of MACHINE_PARTS) {
    office.staff.canary = part === 'email' ? 'closed' : 'done';
    await rig.act({ type: 'staff-try', part });
  }
  const asked = office.staff.asked.filter(({ name }) => name === 'branch/canary');
  expect(asked.map(({ body }) => body['channel'])).toEqual([...CHANNELS]);
  expect(new Set(asked.map(({ body }) => body['attempt'])).size).toBe(CHANNELS.length);
  const { parts, result } = rig.screen('staff-test');
  expect(result).toBe('sent');
  expect(parts.find(({ part }) => part === 'email')).toMatchObject({ result: 'bad', found: 'closed' });
  expect(parts.find(({ part }) => part === 'letter')).toMatchObject({ result: 'good', found: null });
  const [told] = office.staff.asked.filter(({ name }) => name === 'branch/test');
  expect(told?.body).toMatchObject({ badge: ADVISER.badge });
  expect((told?.body['parts'] as { part: string }[] | undefined)?.map(({ part }) => part)).toEqual([
    ...TEST_PARTS,
  ]);
  expect(told?.body['parts']).toContainEqual({ part: 'email', result: 'bad', found: 'closed' });
});

it('the clock is compared with that of head office', async () => {
  const { rig } = await open('sync');
  expect(rig.screen('staff-sync').clockAhead, 'nobody waits for it').toBeNull();
  await expect
    .poll(() => {
      const shown = rig.pushed.at(-1)?.screen;
      return shown?.id === 'staff-sync' ? shown.clockAhead : null;
    })
    .toEqual(expect.any(Number));
});
