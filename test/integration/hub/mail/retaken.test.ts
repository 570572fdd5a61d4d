import { describe, expect, it } from 'vitest';
import {
  LEASE,
  postponeMessage,
  settleMessage,
  takeMessage,
} from '../../../../src-hub/mail/outbox/outbox-queue.ts';
import type { TakenMessage } from '../../../../src-hub/mail/outbox/outbox-queue.ts';
import { openFixture, type MailFixture } from './mail-fixture.ts';

/** A mail that one hub took, was too slow with, and that another one has taken since. */
async function retaken(): Promise<{ fixture: MailFixture; slow: TakenMessage; quick: TakenMessage }> {
  const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
  const { database, now } = fixture.deps;
  await fixture.post();
  const slow = await takeMessage(database, 'mail', now());
  fixture.clock.advance(LEASE);
  const quick = await takeMessage(database, 'mail', now());
  if (slow === null || quick === null) throw new Error('nobody got the mail');
  return { fixture, slow, quick };
}

describe('a mail that another hub has retaken', () => {
  it.each([
    ['sent', null],
    ['refused', 'rejected-recipient'],
    ['expired', null],
  ] as const)('is not settled as %s by the one that was too slow', async (state, fault) => {
    const { fixture, slow, quick } = await retaken();
    const { database, now } = fixture.deps;
    expect(slow.id).toBe(quick.id);
    const before = await fixture.row(quick.id);
    await settleMessage(database, 'mail', slow, state, fault, now());
    expect(await fixture.row(quick.id)).toEqual(before);
    await settleMessage(database, 'mail', quick, 'sent', null, now());
    expect(await fixture.row(quick.id)).toMatchObject({ state: 'sent', sealed: null, tries: 2 });
  });

  it('is not postponed by the one that was too slow', async () => {
    const { fixture, slow, quick } = await retaken();
    const { database, now } = fixture.deps;
    const before = await fixture.row(quick.id);
    await postponeMessage(database, 'mail', slow, now(), 'timeout');
    expect(await fixture.row(quick.id)).toEqual(before);
    const dueAt = new Date(now().getTime() + 1000);
    await postponeMessage(database, 'mail', quick, dueAt, 'timeout');
    expect(await fixture.row(quick.id)).toMatchObject({ due_at: dueAt, last_fault: 'timeout' });
  });

  it('is neither settled nor postponed again once it is settled', async () => {
    const { fixture, quick } = await retaken();
    const { database, now } = fixture.deps;
    await settleMessage(database, 'mail', quick, 'sent', null, now());
    const before = await fixture.row(quick.id);
    await settleMessage(database, 'mail', quick, 'refused', 'timeout', now());
    await postponeMessage(database, 'mail', quick, now(), 'timeout');
    expect(await fixture.row(quick.id)).toEqual(before);
  });
});
