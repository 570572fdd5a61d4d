import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmByToken } from '../../../src-hub/accounts/confirmation-links.ts';
import type { EventAnswers } from '../../../src-shared/sync/events.ts';
import { DESK_START } from '../../support/hub/account-desk.ts';
import { type DeskPerson, SpaceDesk } from '../../support/hub/space-desk.ts';
import { phcOf } from '../hub-events/desk.ts';
import { eventId } from '../hub-requests/sender.ts';

const ENDED = { result: 'ended' };

let desk: SpaceDesk;

beforeAll(async () => {
  desk = await SpaceDesk.open();
});
beforeEach(() => {
  desk.clock.now = DESK_START;
});
afterAll(() => desk.close());

const homeOf = (token: string) => desk.call(token, 'home', {});

/** A password that was set at a kiosk. */
async function setAtKiosk(number: string, at: number): Promise<EventAnswers['answers']> {
  const body = { kind: 'password-set', number, phc: phcOf('another') };
  const batch = {
    sentAt: desk.clock.now,
    journal: randomUUID(),
    events: [{ id: eventId(at), seq: 1, at, body }],
  };
  return (await desk.accounts.ask<EventAnswers>(desk.kiosk, '/v1/events', batch)).answers;
}

/** A password that was set with a code sent to the address of the account. */
async function recover(email: string): Promise<void> {
  const attempt = randomUUID();
  await desk.accounts.ask(desk.kiosk, '/v1/recoveries', { attempt, email, language: 'fr' });
  const mails = await desk.accounts.mails(email);
  const code = mails.flatMap((mail) => (mail.kind === 'recovery-code' ? [mail.code] : [])).at(-1);
  await desk.accounts.ask(desk.kiosk, '/v1/recoveries/check', { attempt, code });
  const set = { attempt, phc: phcOf('another') };
  expect(await desk.accounts.ask(desk.kiosk, '/v1/recoveries/password', set)).toEqual({ result: 'accepted' });
}

/** Logs somebody in twice, and another person once. */
async function loggedIn(person: DeskPerson) {
  const other = await desk.member();
  const elsewhere = await desk.accounts.client();
  const mine = [await desk.login(person), await desk.login(person, elsewhere)];
  const { token } = await desk.login(other);
  return async (): Promise<void> => {
    expect(await homeOf(mine[0]?.token ?? '')).toEqual(ENDED);
    expect(await desk.call(mine[1]?.token ?? '', 'home', {}, { kiosk: elsewhere })).toEqual(ENDED);
    expect(await homeOf(token), 'of somebody else').toMatchObject({ result: 'ok' });
  };
}

describe('a new password logs its owner out everywhere', () => {
  it('when it was set at a kiosk', async () => {
    const member = await desk.member();
    const expectEnded = await loggedIn(member);
    expect(await setAtKiosk(member.number, desk.clock.now)).toEqual([{ status: 'accepted' }]);
    await expectEnded();
  });

  it('but not when it came after a later one', async () => {
    const member = await desk.member();
    const { token } = await desk.login(member);
    expect(await setAtKiosk(member.number, desk.clock.now - 60_000)).toMatchObject([
      { status: 'superseded' },
    ]);
    expect(await homeOf(token)).toMatchObject({ result: 'ok' });
  });

  it('when it was set with a code sent by mail, also of a person only insured', async () => {
    const insured = await desk.insured();
    const expectEnded = await loggedIn(insured);
    await recover(insured.identifier);
    await expectEnded();
  });

  it('when it came with an account that was confirmed', async () => {
    const member = await desk.member();
    const account = await desk.accounts.account({ number: member.number });
    const token = await desk.accounts.link(account);
    const expectEnded = await loggedIn(member);
    expect(await confirmByToken(desk.deps, token)).toBe('confirmed');
    await expectEnded();
  });
});
