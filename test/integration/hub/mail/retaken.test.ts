import { describe, expect, it } from 'vitest';
import { LEASE, postponeMail, settleMail, takeMail } from '../../../../src-hub/mail/mail-queue.ts';
import type { TakenMail } from '../../../../src-hub/mail/mail-queue.ts';
import { openFixture, type MailFixture } from './mail-fixture.ts';

/** A mail that one hub took, was too slow with, and that another one has taken since. */
async function retaken(): Promise<{ fixture: MailFixture; slow: TakenMail; quick: TakenMail }> {
  const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
  const { database, now } = fixture.deps;
  await fixture.post();
  const slow = await takeMail(database, now());
  fixture.clock.advance(LEASE);
  const quick = await takeMail(database, now());
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
    await settleMail(database, slow, state, fault, now());
    expect(await fixture.row(quick.id)).toEqual(before);
    await settleMail(database, quick, 'sent', null, now());
    expect(await fixture.row(quick.id)).toMatchObject({ state: 'sent', sealed: null, tries: 2 });
  });

  it('is not postponed by the one that was too slow', async () => {
    const { fixture, slow, quick } = await retaken();
    const { database, now } = fixture.deps;
    const before = await fixture.row(quick.id);
    await postponeMail(database, slow, now(), 'timeout');
    expect(await fixture.row(quick.id)).toEqual(before);
    const dueAt = new Date(now().getTime() + 1000);
    await postponeMail(database, quick, dueAt, 'timeout');
    expect(await fixture.row(quick.id)).toMatchObject({ due_at: dueAt, last_fault: 'timeout' });
  });

  it('is neither settled nor postponed again once it is settled', async () => {
    const { fixture, quick } = await retaken();
    const { database, now } = fixture.deps;
    await settleMail(database, quick, 'sent', null, now());
    const before = await fixture.row(quick.id);
    await settleMail(database, quick, 'refused', 'timeout', now());
    await postponeMail(database, quick, now(), 'timeout');
    expect(await fixture.row(quick.id)).toEqual(before);
  });
});
