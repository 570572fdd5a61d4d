import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type {
  RecoveryAnswer,
  RecoveryCheckAnswer,
  RecoveryPasswordAnswer,
} from '../../../../src-shared/hub-api/accounts.ts';
import type { LoginAnswer } from '../../../../src-shared/hub-api/logins.ts';
import { AccountFixture, FIXTURE_START } from '../../../support/hub/account-fixture.ts';
import { requestsOf } from '../../../support/hub/hub-requests.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { hashPassword, phcOf } from '../../../support/hub/hub-fixture.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';

const NEW = 'Châtaigne-2026!';

let fixture: AccountFixture;
let kiosk: RigClient;
let phc: string;

beforeAll(async () => {
  fixture = await AccountFixture.open();
  kiosk = await fixture.client();
  phc = await hashPassword(NEW.normalize('NFC'));
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

const start = (email: string, attempt = randomUUID(), client = kiosk): Promise<RecoveryAnswer> =>
  fixture.ask(client, '/v1/recoveries', { attempt, email, language: 'fr' });
const check = (attempt: string, code: string, client = kiosk): Promise<RecoveryCheckAnswer> =>
  fixture.ask(client, '/v1/recoveries/check', { attempt, code });
const setTo = (attempt: string, hash = phc, client = kiosk): Promise<RecoveryPasswordAnswer> =>
  fixture.ask(client, '/v1/recoveries/password', { attempt, phc: hash });
const logIn = (identifier: string, password: string): Promise<LoginAnswer> =>
  fixture.ask(kiosk, '/v1/logins', { identifier, password });

/** Starts a recovery. @returns its attempt, the code that was sent, and one that was not */
async function begun(
  email: string,
): Promise<{ attempt: string; code: string; other: (n: number) => string }> {
  const attempt = randomUUID();
  expect(await start(email, attempt)).toMatchObject({ result: 'posted' });
  const code = (await fixture.recoveryCodes(email)).at(-1) ?? 'none';
  const other = (n: number): string => String((Number(code) + n) % 1_000_000).padStart(6, '0');
  return { attempt, code, other };
}

async function credentialOf(number: string): Promise<{ phc: string; version: number; event: string | null }> {
  return fixture.deps.database.db
    .selectFrom('credential')
    .select(['phc', 'version', 'event'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
}

describe('a recovery', () => {
  it('of a member sets the one password of the member, and tells the address', async () => {
    const { email, number } = await fixture.confirmedMember();
    const attempt = randomUUID();
    expect(await start(email, attempt)).toEqual({
      result: 'posted',
      codeFor: 10 * MINUTE,
      triesLeft: 5,
      resendIn: MINUTE,
    });
    const [code = ''] = await fixture.recoveryCodes(email);
    expect(await check(attempt, code)).toEqual({
      result: 'accepted',
      personal: ['Exemple', 'Odette', number, '19410307', '07031941', '070341'],
    });
    expect(await setTo(attempt)).toEqual({ result: 'accepted' });
    for (const identifier of [number, email])
      expect(await logIn(identifier, NEW)).toMatchObject({ result: 'accepted', number });
    expect(await credentialOf(number)).toEqual({ phc, version: 1, event: null });
    const notices = (await fixture.mails(email)).filter(({ kind }) => kind === 'password-set');
    expect(notices).toMatchObject([{ to: email, language: 'fr', at: FIXTURE_START }]);
  });

  it('of a person who is only insured sets the password of the account', async () => {
    const { email } = await fixture.account(await fixture.insured(), { confirmed: true });
    const { attempt, code } = await begun(email);
    const answer = await check(attempt, code);
    expect(answer).toMatchObject({
      result: 'accepted',
      personal: ['Ledoux', 'Achille', '19521130', '30111952', '301152'],
    });
    await setTo(attempt);
    expect(await logIn(email, NEW)).toEqual({
      result: 'accepted',
      number: null,
      givenName: 'Achille',
      familyName: 'Ledoux',
    });
  });

  it('takes back the delays after wrong passwords, under both identifiers', async () => {
    const { email, number } = await fixture.confirmedMember();
    for (const identifier of [email, number])
      for (let time = 0; time < 5; time += 1) await logIn(identifier, 'not it');
    expect(await logIn(email, NEW)).toMatchObject({ result: 'delayed' });
    const { attempt, code } = await begun(email);
    await check(attempt, code);
    await setTo(attempt);
    for (const identifier of [email, number])
      expect(await logIn(identifier, NEW)).toMatchObject({ result: 'accepted' });
  });
});

describe('a code', () => {
  it('is void once another was sent', async () => {
    const { email } = await fixture.confirmedMember();
    const first = await begun(email);
    fixture.clock.now += MINUTE;
    const second = await begun(email);
    expect(await check(first.attempt, first.code)).toEqual({ result: 'expired' });
    expect(await check(second.attempt, second.code)).toMatchObject({ result: 'accepted' });
  });

  it('is good for ten minutes, and no try is lost after them', async () => {
    const { email } = await fixture.confirmedMember();
    const { attempt, code, other } = await begun(email);
    fixture.clock.now += 10 * MINUTE - 1;
    expect(await check(attempt, other(1))).toEqual({ result: 'wrong', triesLeft: 4 });
    fixture.clock.now += 1;
    for (const shown of [code, other(2)]) expect(await check(attempt, shown)).toEqual({ result: 'expired' });
    expect(await start(email)).toMatchObject({ result: 'posted', triesLeft: 4 });
  });

  it('has five tries a day over all that were sent; then the right one is refused too', async () => {
    const { email } = await fixture.confirmedMember();
    const first = await begun(email);
    for (const n of [1, 2, 3]) await check(first.attempt, first.other(n));
    fixture.clock.now += MINUTE;
    const second = await begun(email);
    expect(await check(second.attempt, second.other(1))).toEqual({ result: 'wrong', triesLeft: 1 });
    expect(await check(second.attempt, second.other(2))).toEqual({ result: 'wrong', triesLeft: 0 });
    const waitMs = DAY - MINUTE;
    expect(await check(second.attempt, second.code)).toEqual({ result: 'locked', waitMs });
    fixture.clock.now += 2 * MINUTE;
    expect(await start(email)).toEqual({ result: 'paused', waitMs: waitMs - 2 * MINUTE });
    fixture.clock.now += waitMs - 2 * MINUTE;
    const third = await begun(email);
    expect(await check(third.attempt, third.code)).toMatchObject({ result: 'accepted' });
  });

  it('shown again, since the answer was lost, counts once; a right one is accepted again', async () => {
    const { email } = await fixture.confirmedMember();
    const { attempt, code, other } = await begun(email);
    for (let time = 0; time < 3; time += 1)
      expect(await check(attempt, other(1))).toEqual({ result: 'wrong', triesLeft: 4 });
    const [one, two] = await Promise.all([check(attempt, other(2)), check(attempt, other(2))]);
    expect([one, two]).toEqual([one, { result: 'wrong', triesLeft: 3 }]);
    const right = await check(attempt, code);
    expect(right).toMatchObject({ result: 'accepted' });
    expect(await check(attempt.toUpperCase(), code)).toEqual(right);
    fixture.clock.now += MINUTE;
    expect(await start(email)).toMatchObject({ triesLeft: 3 });
  });

  it('counts when the hub dies before it is compared', async () => {
    const { email } = await fixture.confirmedMember();
    const { attempt, code, other } = await begun(email);
    const { database } = fixture.deps;
    let transactions = 0;
    const dying = await AccountFixture.open({
      clock: fixture.clock,
      database: {
        ...database,
        close: () => Promise.resolve(),
        transaction: (work) => {
          transactions += 1;
          return transactions === 2 ? Promise.reject(new Error('gone')) : database.transaction(work);
        },
      },
    });
    transactions = 0;
    await expect(dying.ask(kiosk, '/v1/recoveries/check', { attempt, code })).rejects.toThrow('answered 500');
    await dying.close();
    expect(await check(attempt, other(1))).toEqual({ result: 'wrong', triesLeft: 3 });
    expect(await check(attempt, code)).toMatchObject({ result: 'accepted' });
    fixture.clock.now += MINUTE;
    expect(await start(email)).toMatchObject({ triesLeft: 4 });
  });

  it('is that of its attempt and kiosk alone', async () => {
    const [mine, neighbour] = [await fixture.confirmedMember(), await fixture.confirmedMember()];
    const [own, other] = [await begun(mine.email), await begun(neighbour.email)];
    expect(await check(own.attempt, other.code)).toMatchObject({ result: 'wrong' });
    const stranger = await fixture.client();
    expect(await check(own.attempt, own.code, stranger)).toEqual({ result: 'expired' });
    expect(await check(randomUUID(), own.code)).toEqual({ result: 'expired' });
    expect(await check(own.attempt, own.code)).toMatchObject({ result: 'accepted' });
    expect(await setTo(own.attempt, phc, stranger)).toEqual({ result: 'ended' });
  });
});

describe('an attempt', () => {
  it('that is repeated sends one mail', async () => {
    const { email } = await fixture.confirmedMember();
    const attempt = randomUUID();
    const answers = await Promise.all([start(email, attempt), start(email, attempt)]);
    expect(answers[0]).toEqual(answers[1]);
    fixture.clock.now += MINUTE;
    expect(await start(email, attempt)).toEqual({
      result: 'posted',
      codeFor: 9 * MINUTE,
      triesLeft: 5,
      resendIn: 0,
    });
    expect(await fixture.recoveryCodes(email)).toHaveLength(1);
  });

  it('of another address or another kiosk under a name that is taken is refused', async () => {
    const [mine, neighbour] = [await fixture.confirmedMember(), await fixture.confirmedMember()];
    const attempt = randomUUID();
    await start(mine.email, attempt);
    await expect(start(neighbour.email, attempt)).rejects.toThrow('answered 400');
    await expect(start(mine.email, attempt, await fixture.client())).rejects.toThrow('answered 400');
    expect(await fixture.recoveryCodes(neighbour.email)).toEqual([]);
  });

  it('at two kiosks at once gives one code', async () => {
    const { email } = await fixture.confirmedMember();
    const clients = [kiosk, await fixture.client(), await fixture.client()];
    const answers = await Promise.all(clients.map((client) => start(email, randomUUID(), client)));
    expect(answers.map(({ result }) => result).sort()).toEqual(['paused', 'paused', 'posted']);
    expect(await fixture.recoveryCodes(email)).toHaveLength(1);
  });

  it('without the right code sets no password', async () => {
    const { email, number } = await fixture.confirmedMember();
    const { attempt, code, other } = await begun(email);
    expect(await setTo(attempt)).toEqual({ result: 'ended' });
    await check(attempt, other(1));
    expect(await setTo(attempt)).toEqual({ result: 'ended' });
    expect(await setTo(randomUUID())).toEqual({ result: 'ended' });
    await expect(credentialOf(number)).rejects.toThrow();
    await check(attempt, code);
    fixture.clock.now += 20 * MINUTE;
    expect(await setTo(attempt)).toEqual({ result: 'ended' });
    expect(await check(attempt, code)).toEqual({ result: 'expired' });
  });

  it('sets the password again when it is sent again, with one notice', async () => {
    const { email, number } = await fixture.confirmedMember();
    const { attempt, code } = await begun(email);
    await check(attempt, code);
    await Promise.all([setTo(attempt), setTo(attempt)]);
    fixture.clock.now += 1000;
    expect(await setTo(attempt)).toEqual({ result: 'accepted' });
    expect(await credentialOf(number)).toMatchObject({ phc, version: 1 });
    // The visitor saw no answer and typed another one.
    const other = phcOf('another');
    fixture.clock.now += 1000;
    expect(await setTo(attempt, other)).toEqual({ result: 'accepted' });
    expect(await credentialOf(number)).toMatchObject({ phc: other, version: 2 });
    expect((await fixture.mails(email)).filter(({ kind }) => kind === 'password-set')).toHaveLength(1);
    expect(await check(attempt, code)).toEqual({ result: 'expired' });
  });

  it('is good for its own password alone: repeated, it replaces none that was set since, and none that is gone', async () => {
    const { db } = fixture.deps.database;
    const { email, number } = await fixture.confirmedMember();
    const { attempt, code } = await begun(email);
    await check(attempt, code);
    await setTo(attempt);
    fixture.clock.now += MINUTE;
    const elsewhere = await begun(email);
    await check(elsewhere.attempt, elsewhere.code);
    await setTo(elsewhere.attempt, phcOf('elsewhere'));
    fixture.clock.now += MINUTE;
    expect(await setTo(attempt, phcOf('a thief'))).toEqual({ result: 'ended' });
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('elsewhere') });
    expect(await setTo(elsewhere.attempt, phcOf('corrected'))).toEqual({ result: 'accepted' });
    await db.deleteFrom('credential').where('number', '=', number).execute();
    expect(await setTo(elsewhere.attempt, phcOf('after a void'))).toEqual({ result: 'ended' });
  });

  it('of who is only insured is good for its own password alone, too', async () => {
    const { email, id } = await fixture.account(await fixture.insured(), { confirmed: true });
    const first = await begun(email);
    await check(first.attempt, first.code);
    await setTo(first.attempt);
    fixture.clock.now += MINUTE;
    const second = await begun(email);
    await check(second.attempt, second.code);
    expect(await setTo(first.attempt, phcOf('corrected'))).toEqual({ result: 'accepted' });
    fixture.clock.now += 1;
    await setTo(second.attempt, phcOf('elsewhere'));
    expect(await setTo(first.attempt, phcOf('a thief'))).toEqual({ result: 'ended' });
    const kept = fixture.deps.database.db.selectFrom('account').select('phc').where('id', '=', id);
    expect(await kept.executeTakeFirst()).toEqual({ phc: phcOf('elsewhere') });
  });

  it('does not take the place of a password that was decided later', async () => {
    const { email, number } = await fixture.confirmedMember();
    const { attempt, code } = await begun(email);
    await check(attempt, code);
    const later = phcOf('later');
    await fixture.deps.database.db
      .insertInto('credential')
      .values({ number, phc: later, decided_at: new Date(FIXTURE_START + 1), event: null })
      .execute();
    expect(await setTo(attempt)).toEqual({ result: 'accepted' });
    expect(await credentialOf(number)).toMatchObject({ phc: later, version: 1 });
  });

  it('ends when its account is replaced meanwhile, before the code and after it', async () => {
    const { email, number } = await fixture.confirmedMember();
    const shown = await begun(email);
    await check(shown.attempt, shown.code);
    fixture.clock.now += MINUTE;
    const open = await begun(email);
    const again = await fixture.account({ number }, { email, phc: phcOf('of the activation') });
    expect(await confirmByLink(fixture.deps, await fixture.link(again))).toBe('confirmed');
    expect(await setTo(shown.attempt)).toEqual({ result: 'ended' });
    expect(await check(open.attempt, open.code)).toEqual({ result: 'wrong', triesLeft: 4 });
    expect(await credentialOf(number)).toMatchObject({ phc: phcOf('of the activation') });
  });

  it.each([
    ['no hash', 'secret'],
    [
      'a hash that no hub could check',
      '$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2g',
    ],
  ])('is not looked at with %s', async (_, hash) => {
    await expect(setTo(randomUUID(), hash)).rejects.toThrow('answered 400');
  });
});

describe('the log and the tables', () => {
  it('have no code, no address and no hash of a password', async () => {
    const { email } = await fixture.confirmedMember();
    const { attempt, code, other } = await begun(email);
    await check(attempt, other(1));
    await check(attempt, code);
    await setTo(attempt);
    const rows = await fixture.deps.database.db
      .selectFrom('sent_code')
      .leftJoin('sent_code_try', 'sent_code_try.attempt', 'sent_code.attempt')
      .selectAll()
      .where('sent_code.attempt', '=', attempt)
      .execute();
    const kept = JSON.stringify(rows, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(rows).toHaveLength(1);
    for (const secret of [email, code, other(1), phc]) {
      expect(fixture.log.text()).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
  });

  it('count outcomes for those who watch', async () => {
    const { email } = await fixture.confirmedMember();
    const { attempt, code } = await begun(email);
    expect(await check(attempt, code)).toMatchObject({ result: 'accepted' });
    expect(await start(email)).toMatchObject({ result: 'paused' });
    const { status } = await requestsOf(fixture.url, kiosk).post('/v1/recoveries/check', {
      attempt: 'x',
      code: '1',
    });
    expect(status).toBe(400);
    const text = await fixture.deps.metrics.text();
    expect(text).toMatch(/hub_attempts_total\{what="recovery-code",result="accepted"\} [1-9]/u);
    expect(text).toMatch(/hub_attempts_total\{what="recovery",result="paused"\} [1-9]/u);
  });
});
