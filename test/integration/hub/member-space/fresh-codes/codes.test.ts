import { SENT_CHANNELS } from '../../../../../src-shared/values/contact/channel.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spendProof } from '../../../../../src-hub/codes/proofs.ts';
import { findSession, type SpaceSession } from '../../../../../src-hub/sessions/space-session.ts';
import { AccountFixture } from '../../../../support/hub/account-fixture.ts';
import { askAs } from '../../../../support/hub/hub-requests.ts';
import { type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { codeIn, openMailbox } from '../../../../support/fakes/mailbox.ts';
import { ask, codesTo, proven, sent, show, textCodesTo } from './code-fixture.ts';
import { DAY, MINUTE } from '../../../../../src-shared/time/units.ts';

const PHONE = '+33612345691';

let fixture: SpaceFixture;
let serial = 0;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
afterAll(() => fixture.close());

type Someone = FixturePerson & { readonly email: string; readonly token: string };

/** A member with both channels, logged in. */
async function someone(made: { email?: string | null; phone?: string | null } = {}): Promise<Someone> {
  const email = `code-${(serial += 1)}@exemple.fr`;
  const person = await fixture.member({ email, phone: PHONE, ...made });
  return { ...person, email, token: (await fixture.login(person)).token };
}

async function sessionOf(token: string): Promise<SpaceSession> {
  const session = await findSession(fixture.deps, fixture.kiosk.kiosk, token);
  if (session === null) throw new Error('no session');
  return session;
}

const spend = (session: SpaceSession, purpose: 'device' | 'delegation', proof: string): Promise<boolean> =>
  fixture.deps.database.transaction((connection) =>
    spendProof(connection, { session, purpose, proof, at: fixture.deps.now() }),
  );

describe('channels', () => {
  it('are told masked, and only those that a code can reach', async () => {
    const { token } = await someone();
    expect(await fixture.call(token, 'channels', {})).toEqual({
      ...{ result: 'ok', isMember: true, mail: true, sms: true },
      ...{ email: '*****@*****', phone: '** ** ** ** 91' },
    });
    const odd = await someone({ email: 'no address', phone: '+33240890000' });
    expect(await fixture.call(odd.token, 'channels', {})).toMatchObject({ email: null, phone: null });
    for (const channel of SENT_CHANNELS)
      expect(await ask(fixture, odd.token, { channel })).toEqual({ result: 'no-channel' });
  });

  it('of a member without an address on file is that of the account; of a person only insured too', async () => {
    const { number, ...member } = await fixture.member();
    const { email } = await fixture.accounts.account({ number }, { confirmed: true });
    const { token } = await fixture.login(member);
    await sent(fixture, token, email);
    const insured = await fixture.insured();
    const other = await fixture.login(insured);
    expect(await fixture.call(other.token, 'channels', {})).toMatchObject({ isMember: false, phone: null });
    await sent(fixture, other.token, insured.identifier);
    expect(await ask(fixture, other.token, { purpose: 'new-contact', to: 'new@exemple.fr' })).toEqual({
      result: 'no-channel',
    });
  });
});

describe('a code', () => {
  it('goes by mail to the address on file, whatever else is named', async () => {
    const { token, email } = await someone();
    const answer = await ask(fixture, token, { purpose: 'contact', to: 'thief@exemple.fr' });
    expect(answer).toEqual({
      ...{ result: 'ok', sms: null },
      ...{ codeFor: 10 * MINUTE, triesLeft: 5, resendIn: MINUTE },
    });
    expect(await codesTo(fixture, 'thief@exemple.fr')).toEqual([]);
    const [mail] = await fixture.accounts.mails(email);
    expect(mail).toMatchObject({ kind: 'space-code', purpose: 'contact', language: 'fr', codeMinutes: 10 });
    expect(await fixture.call(token, 'status', {})).toMatchObject({ mail: 'waiting' });
  });

  it('by text message goes out of the outbox of head office; no answer has it', async () => {
    const { token } = await someone();
    const attempt = randomUUID();
    const before = (await textCodesTo(fixture, PHONE)).length;
    const first = await ask(fixture, token, { attempt, channel: 'sms' });
    expect(first).toMatchObject({ result: 'ok', sms: null });
    fixture.clock.now += 1000;
    const again = await ask(fixture, token, { attempt: attempt.toUpperCase(), channel: 'sms' });
    expect(again).toEqual({ ...first, codeFor: 10 * MINUTE - 1000, resendIn: MINUTE - 1000 });
    const codes = await textCodesTo(fixture, PHONE);
    expect(codes).toHaveLength(before + 1);
    expect(JSON.stringify([first, again])).not.toContain(codes.at(-1));
    expect(await fixture.call(token, 'status', {})).toMatchObject({ mail: 'waiting' });
    expect(await show(fixture, token, attempt, codes.at(-1) ?? '')).toEqual({ result: 'ok' });
  });

  it('asked for again since the answer was lost is sent once', async () => {
    const { token, email } = await someone();
    const attempt = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => ask(fixture, token, { attempt })));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await codesTo(fixture, email)).toHaveLength(1);
    for (const changed of [{ purpose: 'delegation' }, { channel: 'sms' }] as const)
      expect(await ask(fixture, token, { attempt, ...changed })).toEqual({ result: 'no-channel' });
  });

  it('is void once another was sent for the same, not for something else; tries go on', async () => {
    const { token, email } = await someone();
    const first = await sent(fixture, token, email);
    expect(await show(fixture, token, first.attempt, first.other(1))).toEqual({
      result: 'wrong',
      triesLeft: 4,
    });
    fixture.clock.now += MINUTE;
    const elsewhere = await sent(fixture, token, PHONE, { purpose: 'delegation', channel: 'sms' });
    const second = await sent(fixture, token, email);
    expect(await show(fixture, token, first.attempt, first.code)).toEqual({ result: 'expired' });
    expect(await show(fixture, token, second.attempt, second.other(1))).toEqual({
      result: 'wrong',
      triesLeft: 3,
    });
    for (const { attempt, code } of [second, elsewhere])
      expect(await show(fixture, token, attempt, code)).toEqual({ result: 'ok' });
  });

  it('is good for ten minutes, and no try is lost after them', async () => {
    const { token, email } = await someone();
    const { attempt, code, other } = await sent(fixture, token, email);
    for (const passed of [4 * MINUTE, 4 * MINUTE, 2 * MINUTE - 1]) {
      fixture.clock.now += passed;
      await fixture.call(token, 'status', {});
    }
    expect(await show(fixture, token, attempt, other(1))).toEqual({ result: 'wrong', triesLeft: 4 });
    fixture.clock.now += 1;
    for (const shown of [code, other(2)])
      expect(await show(fixture, token, attempt, shown)).toEqual({ result: 'expired' });
    expect(await ask(fixture, token)).toMatchObject({ result: 'ok', triesLeft: 4 });
  });

  it('has five tries a day over all that were sent, from whichever kiosk; then none is sent', async () => {
    const { email, identifier } = await someone();
    const kiosk = await fixture.accounts.client();
    const [one, two] = [
      (await fixture.login({ identifier })).token,
      (await fixture.login({ identifier }, kiosk)).token,
    ];
    const first = await sent(fixture, one, email);
    const wrong = [1, 2, 3].map((n) => show(fixture, one, first.attempt, first.other(n)));
    expect((await Promise.all(wrong)).map(({ result }) => result)).toEqual(['wrong', 'wrong', 'wrong']);
    const attempt = randomUUID();
    const answer = await ask(fixture, two, { attempt, purpose: 'delegation', channel: 'sms' }, kiosk);
    const code = (await textCodesTo(fixture, PHONE)).at(-1) ?? '';
    const other = (n: number): string => String((Number(code) + n) % 1_000_000).padStart(6, '0');
    expect(answer).toMatchObject({ triesLeft: 2 });
    expect(await show(fixture, two, attempt, other(1), kiosk)).toEqual({ result: 'wrong', triesLeft: 1 });
    expect(await show(fixture, two, attempt, other(2), kiosk)).toEqual({ result: 'wrong', triesLeft: 0 });
    for (const shown of [code, other(3)])
      expect(await show(fixture, two, attempt, shown, kiosk)).toEqual({ result: 'wrong', triesLeft: 0 });
    expect(await show(fixture, one, first.attempt, first.code)).toEqual({ result: 'wrong', triesLeft: 0 });
    expect(await ask(fixture, one, { channel: 'sms' })).toEqual({ result: 'paused', waitMs: DAY });
    fixture.clock.now += DAY;
    const { token } = await fixture.login({ identifier });
    const next = await sent(fixture, token, email);
    expect(await show(fixture, token, next.attempt, next.code)).toEqual({ result: 'ok' });
  });

  it('shown again since the answer was lost counts once, right or wrong', async () => {
    const { token, email } = await someone();
    const { attempt, code, other } = await sent(fixture, token, email);
    for (const shown of [attempt, attempt, attempt.toUpperCase()])
      expect(await show(fixture, token, shown, other(1))).toEqual({ result: 'wrong', triesLeft: 4 });
    const both = await Promise.all([
      show(fixture, token, attempt, other(2)),
      show(fixture, token, attempt, other(2)),
    ]);
    expect(both).toEqual([both[0], { result: 'wrong', triesLeft: 3 }]);
    for (let n = 0; n < 2; n += 1)
      expect(await show(fixture, token, attempt, code)).toEqual({ result: 'ok' });
    expect(await ask(fixture, token, { channel: 'sms' })).toMatchObject({ triesLeft: 3 });
  });

  it('counts when the hub dies before it is compared', async () => {
    const { token, email } = await someone();
    const { attempt, code, other } = await sent(fixture, token, email);
    let transactions = 0;
    const { database } = fixture.deps;
    const dying = await AccountFixture.open({
      clock: fixture.clock,
      database: {
        ...database,
        close: () => Promise.resolve(),
        transaction: (work) =>
          (transactions += 1) === 2 ? Promise.reject(new Error('gone')) : database.transaction(work),
      },
    });
    const shown = { attempt, code: other(1) };
    const asked = { method: 'POST', path: '/v1/space/check-code', body: shown, session: token };
    transactions = 0;
    const { status } = await askAs(dying.url, fixture.kiosk, asked);
    expect(status).toBe(500);
    await dying.close();
    expect(await show(fixture, token, attempt, other(2))).toEqual({ result: 'wrong', triesLeft: 3 });
    expect(await show(fixture, token, attempt, code)).toEqual({ result: 'ok' });
  });

  it('to one place goes 60 s, 2, 5 and 15 min after the one before, and five go a day', async () => {
    const { email, identifier } = await someone();
    const waits = [1, 2, 5, 15];
    const login = async (): Promise<string> => (await fixture.login({ identifier })).token;
    for (const minutes of waits) {
      expect(await ask(fixture, await login())).toMatchObject({ result: 'ok', resendIn: minutes * MINUTE });
      const paused = { result: 'paused', waitMs: minutes * MINUTE };
      for (const purpose of ['device', 'contact'] as const)
        expect(await ask(fixture, await login(), { purpose })).toEqual(paused);
      fixture.clock.now += minutes * MINUTE;
    }
    // Another place has not waited for anything, and is counted all the same.
    expect(await ask(fixture, await login(), { channel: 'sms' })).toMatchObject({
      result: 'ok',
      resendIn: null,
    });
    const waitMs = DAY - 23 * MINUTE;
    for (const channel of SENT_CHANNELS)
      expect(await ask(fixture, await login(), { channel })).toEqual({ result: 'paused', waitMs });
    expect(await codesTo(fixture, email)).toHaveLength(4);
  });

  it('for a new address goes there, and does not wait for the one to the old', async () => {
    const { token, email } = await someone();
    await sent(fixture, token, email, { purpose: 'contact' });
    const to = `new-${serial}@exemple.fr`;
    await sent(fixture, token, to, { purpose: 'new-contact', to });
    await sent(fixture, token, '+33745123456', {
      purpose: 'new-contact',
      channel: 'sms',
      to: '+33745123456',
    });
    const bad = [
      { channel: 'email', to: null },
      { channel: 'email', to: 'Someone@exemple.fr' },
      { channel: 'email', to: 'a@exemple.fr\nBcc: x@y.fr' },
      { channel: 'sms', to: '0612345678' },
      { channel: 'sms', to: '+33899123456' },
      { channel: 'sms', to },
    ] as const;
    for (const one of bad)
      expect(await ask(fixture, token, { purpose: 'new-contact', ...one })).toEqual({ result: 'no-channel' });
  });
});

describe('what a right code gives', () => {
  it('is good for one act', async () => {
    const { token, email } = await someone();
    const proof = await proven(fixture, token, email);
    const session = await sessionOf(token);
    const both = await Promise.all([spend(session, 'device', proof), spend(session, 'device', proof)]);
    expect(both.sort()).toEqual([false, true]);
    expect(await spend(session, 'device', proof)).toBe(false);
  });

  it('is good for ten minutes', async () => {
    const { token, email } = await someone();
    const session = await sessionOf(token);
    const first = await proven(fixture, token, email);
    fixture.clock.now += 5 * MINUTE;
    const second = await proven(fixture, token, PHONE, { purpose: 'delegation', channel: 'sms' });
    fixture.clock.now += 5 * MINUTE;
    expect(await spend(session, 'device', first)).toBe(false);
    expect(await spend(session, 'delegation', second)).toBe(true);
  });

  it('is of its session, purpose and person alone', async () => {
    const mine = await someone();
    const neighbour = await someone();
    const [own, same, other] = [mine.token, (await fixture.login(mine)).token, neighbour.token] as const;
    const proof = await proven(fixture, own, mine.email);
    expect(await spend(await sessionOf(own), 'delegation', proof)).toBe(false);
    for (const token of [same, other])
      expect(await spend(await sessionOf(token), 'device', proof)).toBe(false);
    const unproven = await sent(fixture, own, PHONE, { channel: 'sms' });
    expect(await spend(await sessionOf(own), 'device', unproven.attempt)).toBe(false);
    for (const token of [same, other])
      expect(await show(fixture, token, unproven.attempt, unproven.code)).toEqual({ result: 'expired' });
    const target = randomUUID();
    expect(await show(fixture, own, target, unproven.code)).toEqual({ result: 'expired' });
    expect(await spend(await sessionOf(own), 'device', proof)).toBe(true);
  });
});

describe('secrets', () => {
  beforeEach(() => {
    fixture.accounts.log.lines.length = 0;
  });

  it('are nowhere in the log, and nowhere readable in the tables', async () => {
    const { token, email } = await someone();
    const mail = await sent(fixture, token, email);
    const sms = await sent(fixture, token, PHONE, { purpose: 'contact', channel: 'sms' });
    await show(fixture, token, mail.attempt, mail.code);
    const rows = await fixture.db
      .selectFrom('sent_code')
      .selectAll()
      .where('attempt', 'in', [mail.attempt, sms.attempt])
      .execute();
    const kept = rows.flatMap((row) =>
      Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))),
    );
    const text = [fixture.accounts.log.text(), ...kept].join('\n');
    expect(fixture.accounts.log.lines.length).toBeGreaterThan(2);
    for (const secret of [mail.code, sms.code, email, PHONE, PHONE.slice(3), token])
      expect(text).not.toContain(secret);
  });
});

it('the mail that goes says what its code is for', async () => {
  const box = await openMailbox();
  const { token, email } = await someone();
  const { attempt, code } = await sent(fixture, token, email, { purpose: 'delegation', language: 'en' });
  const { database } = fixture.deps;
  const sending = await AccountFixture.open({
    clock: fixture.clock,
    database: { ...database, close: () => Promise.resolve() },
    settings: { HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: box.port },
  });
  const { subject, text } = await box.next(({ to }) => to.includes(email));
  await sending.close();
  await box.close();
  expect(subject).toBe('Your MCRN verification code');
  expect(codeIn(text)).toBe(code);
  expect(text).toContain('to give or to accept access');
  expect(await fixture.call(token, 'status', {})).toMatchObject({ mail: 'sent' });
  expect(await show(fixture, token, attempt, code)).toEqual({ result: 'ok' });
});
