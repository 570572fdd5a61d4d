import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type { EventAnswers } from '../../../../src-shared/hub-api/events.ts';
import { FIXTURE_START } from '../../../support/hub/account-fixture.ts';
import { type FixturePerson, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { eventId } from '../../../support/hub/request-sender.ts';

const ENDED = { result: 'ended' };

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

const homeOf = (token: string) => fixture.call(token, 'home', {});

/** A password that was set at a kiosk. */
async function setAtKiosk(number: string, at: number): Promise<EventAnswers['answers']> {
  const body = { kind: 'password-set', number, phc: phcOf('another') };
  const batch = {
    sentAt: fixture.clock.now,
    journal: randomUUID(),
    events: [{ id: eventId(at), seq: 1, at, body }],
  };
  return (await fixture.accounts.ask<EventAnswers>(fixture.kiosk, '/v1/events', batch)).answers;
}

/** A password that was set with a code sent to the address of the account. */
async function recover(email: string): Promise<void> {
  const attempt = randomUUID();
  await fixture.accounts.ask(fixture.kiosk, '/v1/recoveries', { attempt, email, language: 'fr' });
  const mails = await fixture.accounts.mails(email);
  const code = mails.flatMap((mail) => (mail.kind === 'recovery-code' ? [mail.code] : [])).at(-1);
  await fixture.accounts.ask(fixture.kiosk, '/v1/recoveries/check', { attempt, code });
  const set = { attempt, phc: phcOf('another') };
  expect(await fixture.accounts.ask(fixture.kiosk, '/v1/recoveries/password', set)).toEqual({
    result: 'accepted',
  });
}

/** Logs somebody in twice, and another person once. */
async function loggedIn(person: FixturePerson) {
  const other = await fixture.member();
  const elsewhere = await fixture.accounts.client();
  const mine = [await fixture.login(person), await fixture.login(person, elsewhere)];
  const { token } = await fixture.login(other);
  return async (): Promise<void> => {
    expect(await homeOf(mine[0]?.token ?? '')).toEqual(ENDED);
    expect(await fixture.call(mine[1]?.token ?? '', 'home', {}, { kiosk: elsewhere })).toEqual(ENDED);
    expect(await homeOf(token), 'of somebody else').toMatchObject({ result: 'ok' });
  };
}

describe('a new password logs its owner out everywhere', () => {
  it('when it was set at a kiosk', async () => {
    const member = await fixture.member();
    const expectEnded = await loggedIn(member);
    expect(await setAtKiosk(member.number, fixture.clock.now)).toEqual([{ status: 'accepted' }]);
    await expectEnded();
  });

  it('but not when it came after a later one', async () => {
    const member = await fixture.member();
    const { token } = await fixture.login(member);
    expect(await setAtKiosk(member.number, fixture.clock.now - 60_000)).toMatchObject([
      { status: 'superseded' },
    ]);
    expect(await homeOf(token)).toMatchObject({ result: 'ok' });
  });

  it('when it was set with a code sent by mail, also of a person only insured', async () => {
    const insured = await fixture.insured();
    const expectEnded = await loggedIn(insured);
    await recover(insured.identifier);
    await expectEnded();
  });

  it('when it came with an account that was confirmed', async () => {
    const member = await fixture.member();
    const account = await fixture.accounts.account({ number: member.number });
    const token = await fixture.accounts.link(account);
    const expectEnded = await loggedIn(member);
    expect(await confirmByLink(fixture.deps, token)).toBe('confirmed');
    await expectEnded();
  });
});
