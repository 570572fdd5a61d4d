import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type { EventAnswers } from '../../../../src-shared/hub-api/events.ts';
import { ATTESTED_HOLD } from '../../../../src-shared/policy/hub-quotas.ts';
import { FIXTURE_START } from '../../../support/hub/account-fixture.ts';
import { FIXTURE_PASSWORD, type FixturePerson, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { phcOf } from '../../../support/hub/hub-fixture.ts';
import { eventId, question, sendOne, sentBy } from '../../../support/hub/request-sender.ts';
import { MobileClient } from '../../../support/hub/mobile-client.ts';

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

describe('devices and delegations after a new password', () => {
  const home = async (token: string) => {
    const answer = await homeOf(token);
    if (answer.result !== 'ok') throw new Error(answer.result);
    return answer;
  };

  /** Logs in after a new password, whose hash is again that of the fixture. */
  async function loggedInAnew(
    person: FixturePerson & { readonly number: string },
    isAttested = false,
  ): Promise<string> {
    const { phc } = await fixture.db
      .selectFrom('credential')
      .select('phc')
      .where('number', '=', person.number)
      .executeTakeFirstOrThrow();
    await setAtKiosk(person.number, fixture.clock.now);
    const set = isAttested ? { phc } : { phc, held_until: null };
    await fixture.db.updateTable('credential').set(set).where('number', '=', person.number).execute();
    return (await fixture.login(person)).token;
  }

  const confirm = (token: string, kind: 'device' | 'delegation', id: string, keep: boolean) =>
    fixture.call(token, 'confirm-access', { kind, id, keep, language: 'fr' });

  const actFor = (token: string, delegation: string) => fixture.call(token, 'act-for', { delegation });

  /** A member with a device and a helper, who acts now. */
  async function withHelper() {
    const [giver, helper] = [await fixture.member(), await fixture.member()];
    const app = new MobileClient(fixture.accounts.url);
    const registered = await app.register({
      ...{ identifier: giver.number, password: FIXTURE_PASSWORD, name: 'Pixel', kind: 'phone', place: null },
    });
    if (!('device' in registered)) throw new Error(JSON.stringify(registered));
    const delegation = await fixture.delegation(giver, helper);
    const { token: acting } = await fixture.loginFor(helper, delegation);
    expect(await homeOf(acting)).toMatchObject({ result: 'ok' });
    fixture.clock.now += 60_000;
    return { giver, helper, app, device: registered.device, delegation, acting };
  }

  it('wait, open nothing, and say so; each is kept by itself, and what is skipped goes on waiting', async () => {
    const { giver, helper, app, device, delegation, acting } = await withHelper();
    const token = await loggedInAnew(giver);
    expect(await app.me()).toEqual({ state: 'waiting', name: 'Pixel' });
    expect(await homeOf(acting), 'the helper is back in their own space').toEqual({
      result: 'mandate-ended',
    });
    const { token: later } = await fixture.login(helper);
    expect(await actFor(later, delegation)).toEqual({ result: 'unknown' });
    expect(await fixture.call(later, 'delegations', {})).toMatchObject({
      received: [{ id: delegation, state: 'waiting' }],
    });
    const sent = await sendOne(fixture, question(giver, 'Qui ?', sentBy(helper, delegation)));
    expect(sent.answer).toEqual({ status: 'refused', reason: 'not-allowed' });
    expect((await home(token)).toConfirm.map(({ kind, id }) => [kind, id])).toEqual([
      ['device', device],
      ['delegation', delegation],
    ]);

    const { token: again } = await fixture.login(giver);
    expect((await home(again)).toConfirm).toHaveLength(2);
    for (let time = 0; time < 2; time += 1)
      expect(await confirm(again, 'device', device, true)).toEqual({ result: 'ok' });
    expect(await app.me()).toEqual({ state: 'active', name: 'Pixel' });
    expect((await home(again)).toConfirm.map(({ kind }) => kind)).toEqual(['delegation']);
    expect(await confirm(again, 'delegation', delegation, true)).toEqual({ result: 'ok' });
    expect(await actFor(later, delegation)).toEqual({ result: 'ok' });
    expect((await home(again)).toConfirm).toEqual([]);
  });

  it('wait without a question while only a kiosk attests the password', async () => {
    const { giver, app, device } = await withHelper();
    const token = await loggedInAnew(giver, true);
    expect((await home(token)).toConfirm).toEqual([]);
    expect(await confirm(token, 'device', device, true)).toEqual({ result: 'not-allowed' });
    expect(await app.me()).toMatchObject({ state: 'waiting' });
    fixture.clock.now += ATTESTED_HOLD;
    const { token: later } = await fixture.login(giver);
    expect((await home(later)).toConfirm).toHaveLength(2);
  });

  it('are removed for good', async () => {
    const { giver, app, device, delegation } = await withHelper();
    const token = await loggedInAnew(giver);
    const both = [
      ['device', device],
      ['delegation', delegation],
    ] as const;
    for (const [kind, id] of both) {
      expect(await confirm(token, kind, id, false)).toEqual({ result: 'ok' });
      expect(await confirm(token, kind, id, true)).toEqual({ result: 'unknown' });
    }
    expect(await app.me()).not.toHaveProperty('state');
    expect(await fixture.call(token, 'delegations', {})).toMatchObject({ given: [{ state: 'revoked' }] });
  });

  it('are nobody else’s to confirm, and what does not wait is not removed this way', async () => {
    const { giver, helper, device, delegation } = await withHelper();
    const both = [
      ['device', device],
      ['delegation', delegation],
    ] as const;
    const { token: before } = await fixture.login(giver);
    for (const [kind, id] of both)
      expect(await confirm(before, kind, id, false)).toEqual({ result: 'unknown' });
    await loggedInAnew(giver);
    const { token } = await fixture.login(helper);
    for (const [kind, id] of both)
      expect(await confirm(token, kind, id, true)).toEqual({ result: 'unknown' });
    const { token: acting } = await fixture.loginFor(giver, await fixture.delegation(helper, giver));
    expect(await confirm(acting, 'device', device, true)).toEqual({ result: 'not-allowed' });
    expect((await home(acting)).toConfirm).toEqual([]);
  });

  it('wait also after a recovery and after an activation, and so does an offer that is accepted later', async () => {
    const [insured, helper, member] = [
      await fixture.insured(),
      await fixture.member(),
      await fixture.member(),
    ];
    const given = await fixture.delegation(insured, helper);
    await recover(insured.identifier);
    const link = await fixture.accounts.link(await fixture.accounts.account({ number: member.number }));
    const offered = await fixture.delegation(member, helper);
    await fixture.db.updateTable('delegation').set({ accepted_at: null }).where('id', '=', offered).execute();
    expect(await confirmByLink(fixture.deps, link)).toBe('confirmed');
    const { token } = await fixture.login(helper);
    const accept = { delegation: offered, accept: true, language: 'fr' } as const;
    const proof = await fixture.proof(token, 'delegation');
    expect(await fixture.call(token, 'answer-delegation', { ...accept, proof })).toEqual({ result: 'ok' });
    for (const delegation of [given, offered])
      expect(await actFor(token, delegation)).toEqual({ result: 'unknown' });
  });

  it('stay after a password that came too late, and mandates of head office stay after any', async () => {
    const { giver, helper, app, delegation } = await withHelper();
    await fixture.db
      .updateTable('delegation')
      .set({ kind: 'mandate' })
      .where('id', '=', delegation)
      .execute();
    await setAtKiosk(giver.number, fixture.clock.now - 3_600_000);
    expect(await app.me()).toMatchObject({ state: 'active' });
    await loggedInAnew(giver);
    const { token } = await fixture.login(helper);
    expect(await actFor(token, delegation)).toEqual({ result: 'ok' });
  });
});

describe('a login with the password of before, compared when the new one comes', () => {
  /** A hub at which a new password is in effect just after the one before was compared. */
  async function overtaken(number: string): Promise<SpaceFixture> {
    const { database } = fixture.deps;
    const hub = await SpaceFixture.open({
      clock: fixture.clock,
      database: {
        ...database,
        close: () => Promise.resolve(),
        transaction: (work) =>
          database.transaction((connection) =>
            work({
              ...connection,
              query: async (text, parameters) => {
                if (text.includes('FROM credential WHERE number = $1 AND phc'))
                  await connection.query('UPDATE credential SET phc = $2 WHERE number = $1', [
                    number,
                    phcOf('the new one'),
                  ]);
                return connection.query(text, parameters);
              },
            }),
          ),
      },
    });
    onTestFinished(() => hub.accounts.stop());
    return hub;
  }

  it('opens no session', async () => {
    const member = await fixture.member();
    const hub = await overtaken(member.number);
    await expect(hub.login(member)).rejects.toThrow('wrong');
    const sessions = fixture.db.selectFrom('space_session').select('id').where('holder', '=', member.number);
    expect(await sessions.execute()).toEqual([]);
  });

  it('adds no device', async () => {
    const member = await fixture.member();
    const app = new MobileClient((await overtaken(member.number)).accounts.url);
    const asked = { identifier: member.number, password: FIXTURE_PASSWORD, name: 'Pixel' };
    expect(await app.register({ ...asked, kind: 'phone' })).toEqual({ result: 'wrong' });
    await app.close();
    const devices = fixture.db.selectFrom('device').select('id').where('holder', '=', member.number);
    expect(await devices.execute()).toEqual([]);
  });
});
