import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { confirmByToken, findByToken, type LinkState } from '../../../src-hub/accounts/confirmation-links.ts';
import { resendConfirmation } from '../../../src-hub/accounts/resend-confirmation.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { accountKey } from '../../../src-hub/logins/account-key.ts';
import type { Holder } from '../../../src-shared/sync/accounts.ts';
import { Desk, memoryDatabase, phcOf, START } from '../hub-events/desk.ts';
import { AccountDesk, activation, otherCode, someEmail } from './account-desk.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';

const SUPERSEDED = { status: 'superseded', reason: 'later-decision' };
const wrong = (triesLeft: number): object => ({ result: 'wrong', triesLeft });

let database: HubDatabase;
let desk: AccountDesk;

beforeAll(async () => {
  database = await memoryDatabase();
  desk = await AccountDesk.open(database);
});
beforeEach(() => {
  desk.clock.now = START;
});
afterAll(async () => {
  await desk.close();
  await database.close();
});

/** A member's number. */
function numberOf(holder: Holder): string {
  if (holder.situation !== 'member') throw new Error('not a member');
  return holder.number;
}

async function credentialOf(holder: Holder) {
  const [row] = await database.db
    .selectFrom('credential')
    .select(['phc', 'decided_at', 'event', 'version'])
    .where('number', '=', numberOf(holder))
    .execute();
  return row;
}

async function stateOf(token: string): Promise<LinkState | null> {
  return (await findByToken(database, desk.deps, token))?.state ?? null;
}

describe('the code of the mail', () => {
  it('confirms once; said again, it is confirmed', async () => {
    const holder = await desk.member();
    const { attempt, request, posted } = await desk.activated(holder);
    const { code, token } = await desk.confirmationTo(request.email);
    desk.clock.now += 10 * MINUTE - 1;
    const confirmed = { result: 'confirmed', identifier: request.email };
    expect(await desk.confirm(attempt, code)).toEqual(confirmed);
    expect(await desk.confirm(attempt, code)).toEqual(confirmed);
    expect(await desk.confirm(attempt, otherCode(code))).toEqual(confirmed);
    expect(await desk.status(attempt)).toEqual(confirmed);
    expect(await desk.mailsTo(request.email)).toEqual(['account-confirmed', 'confirm-account']);
    expect(await confirmByToken(desk.deps, token)).toBe('already');
    expect(await credentialOf(holder)).toEqual({
      phc: request.phc,
      decided_at: new Date(START),
      event: null,
      version: 1,
    });
    const at = new Date(desk.clock.now);
    expect(await desk.accountsOf(holder)).toMatchObject([{ phc: null, confirmed_at: at }]);
    const asked = await database.db
      .selectFrom('account_request')
      .select(['email', 'confirmed_at', 'expired_at'])
      .where('id', '=', posted.letter)
      .execute();
    expect(asked).toEqual([{ email: null, confirmed_at: at, expired_at: null }]);
  });

  it('of a person only insured keeps the password with the account', async () => {
    const holder = await desk.insured();
    const { attempt, request } = await desk.activated(holder);
    const { code } = await desk.confirmationTo(request.email);
    expect(await desk.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
    expect(await desk.accountsOf(holder)).toMatchObject([
      { phc: request.phc, confirmed_at: new Date(START) },
    ]);
  });

  it('ends after ten minutes, and then costs no try; the link still works', async () => {
    const { attempt, request } = await desk.activated(await desk.member());
    const { code, token } = await desk.confirmationTo(request.email);
    desk.clock.now += 10 * MINUTE;
    for (let time = 0; time < 7; time += 1)
      expect(await desk.confirm(attempt, code)).toEqual({ result: 'expired' });
    expect(await desk.status(attempt)).toMatchObject({ codeFor: 0, triesLeft: 5 });
    expect(await confirmByToken(desk.deps, token)).toBe('confirmed');
  });

  it('is wrong five times at most, over all mails and addresses; the right one is refused then, the link is not', async () => {
    const { attempt, request } = await desk.activated(await desk.member());
    const { code } = await desk.confirmationTo(request.email);
    for (const triesLeft of [4, 3])
      expect(await desk.confirm(attempt, otherCode(code))).toEqual(wrong(triesLeft));
    desk.clock.now += MINUTE;
    expect(await desk.resend(attempt)).toMatchObject({ triesLeft: 3 });
    const email = someEmail();
    expect(await desk.changeEmail(attempt, email)).toMatchObject({ triesLeft: 3 });
    const { code: newer } = await desk.confirmationTo(email);
    for (const triesLeft of [2, 1, 0])
      expect(await desk.confirm(attempt, otherCode(newer))).toEqual(wrong(triesLeft));
    expect(await desk.confirm(attempt, newer)).toEqual(wrong(0));
    const again = activation(attempt);
    expect(await desk.activate(again)).toMatchObject({ result: 'pending', triesLeft: 0 });
    expect(await confirmByToken(desk.deps, (await desk.confirmationTo(again.email)).token)).toBe('confirmed');
  });

  it('of another account is wrong', async () => {
    const [one, other] = [
      await desk.activated(await desk.member()),
      await desk.activated(await desk.member()),
    ];
    const { code } = await desk.confirmationTo(other.request.email);
    const { code: own } = await desk.confirmationTo(one.request.email);
    if (code !== own) expect(await desk.confirm(one.attempt, code)).toEqual(wrong(4));
  });

  it('is counted before it is looked at: a hub that dies in between gives no try back', async () => {
    const { attempt, request } = await desk.activated(await desk.member());
    const { code } = await desk.confirmationTo(request.email);
    const dying = await Desk.open(
      { ...database, transaction: () => Promise.reject(new Error('gone')) },
      desk.clock,
    );
    await expect(desk.confirm(attempt, code, { at: dying })).rejects.toThrow('answered 500');
    await dying.close();
    expect(await desk.confirm(attempt, otherCode(code))).toEqual(wrong(3));
    expect(await desk.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
  });
});

describe('the link of the mail', () => {
  it('shows who and what as often as it is opened, and confirms once', async () => {
    const holder = await desk.insured();
    const { attempt, request } = await desk.activated(holder);
    const { token } = await desk.confirmationTo(request.email);
    const [account] = await desk.accountsOf(holder);
    for (let time = 0; time < 3; time += 1)
      expect(await findByToken(database, desk.deps, token)).toEqual({
        state: 'open',
        account: { id: account?.id, email: request.email, language: 'fr', givenName: 'Gaston' },
      });
    expect(await desk.status(attempt)).toMatchObject({ result: 'pending' });
    desk.clock.now += 48 * HOUR - 1;
    expect(await confirmByToken(desk.deps, token)).toBe('confirmed');
    expect(await confirmByToken(desk.deps, token)).toBe('already');
    expect(await stateOf(token)).toBe('used');
  });

  it('is told to the kiosk that waits', async () => {
    const { attempt, request } = await desk.activated(await desk.member());
    await confirmByToken(desk.deps, (await desk.confirmationTo(request.email)).token);
    expect(await desk.status(attempt)).toEqual({ result: 'confirmed', identifier: request.email });
  });

  it('ends after 48 hours; a new mail may be asked for then, and its link works', async () => {
    const holder = await desk.member();
    const { request } = await desk.activated(holder);
    const { token } = await desk.confirmationTo(request.email);
    desk.clock.now += 48 * HOUR;
    expect(await stateOf(token)).toBe('expired');
    expect(await confirmByToken(desk.deps, token)).toBe('expired');
    const found = await findByToken(database, desk.deps, token);
    const id = found?.account.id ?? '';
    expect(await resendConfirmation(desk.deps, id)).toBe('posted');
    expect(await resendConfirmation(desk.deps, id)).toBe('too-early');
    const { token: newer } = await desk.confirmationTo(request.email);
    expect(await confirmByToken(desk.deps, token)).toBe('expired');
    expect(await confirmByToken(desk.deps, newer)).toBe('confirmed');
    expect(await stateOf(token)).toBe('used');
    expect(await resendConfirmation(desk.deps, id)).toBe('settled');
  });

  it('of an earlier mail works beside that of a later one', async () => {
    const { attempt, request } = await desk.activated(await desk.member());
    const { token } = await desk.confirmationTo(request.email);
    desk.clock.now += MINUTE;
    await desk.resend(attempt);
    expect(await confirmByToken(desk.deps, token)).toBe('confirmed');
  });

  it('that went to another address, or whose holder has left, is void', async () => {
    const holder = await desk.member();
    const { attempt, request } = await desk.activated(holder);
    const { token } = await desk.confirmationTo(request.email);
    const email = someEmail();
    await desk.changeEmail(attempt, email);
    const { token: newer } = await desk.confirmationTo(email);
    expect(await stateOf(token)).toBe('void');
    expect(await confirmByToken(desk.deps, token)).toBe('unknown');
    await desk.desk.closeMember(numberOf(holder));
    expect(await stateOf(newer)).toBe('void');
    expect(await confirmByToken(desk.deps, newer)).toBe('unknown');
    expect(await credentialOf(holder)).toBeUndefined();
  });

  it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}=`, "' OR 1=1 --", '\0', '🔑'.repeat(43)])(
    'with a token that nobody made is unknown: %j',
    async (token) => {
      expect(await findByToken(database, desk.deps, token)).toBeNull();
      expect(await confirmByToken(desk.deps, token)).toBe('unknown');
    },
  );

  it('is kept as a keyed hash alone, as the code is; no log has either, or an address', async () => {
    const { attempt, request } = await desk.activated(await desk.member());
    const { token, code } = await desk.confirmationTo(request.email);
    const rows = await database.db
      .selectFrom('confirmation')
      .innerJoin('account', 'account.id', 'confirmation.account')
      .selectAll('confirmation')
      .where('email', '=', request.email)
      .execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
    expect(rows[0]?.code_mac).toHaveLength(32);
    await desk.confirm(attempt, otherCode(code));
    await confirmByToken(desk.deps, token);
    for (const secret of [token, request.email, 'exemple.fr', 'argon2id', numberOf(await desk.member())])
      expect(desk.log.text()).not.toContain(secret);
  });
});

describe('the password of a member', () => {
  /** Activates, sets other passwords at a kiosk at these moments, and confirms. */
  async function confirmedAround(moments: { before?: number; between?: number }) {
    const holder = await desk.member();
    const number = numberOf(holder);
    const set = (text: string, at: number) =>
      desk.desk.send([desk.desk.event({ kind: 'password-set', number, phc: phcOf(text) }, at)]);
    if (moments.before !== undefined) await set('before', moments.before);
    desk.clock.now = START + HOUR;
    const { attempt, request } = await desk.activated(holder);
    if (moments.between !== undefined) {
      desk.clock.now = Math.max(desk.clock.now, moments.between);
      await set('between', moments.between);
    }
    const { code } = await desk.confirmationTo(request.email);
    await desk.confirm(attempt, code);
    return { holder, request, set };
  }

  it('takes the place of an earlier one', async () => {
    const { holder, request } = await confirmedAround({ before: START - MINUTE });
    expect(await credentialOf(holder)).toEqual({
      phc: request.phc,
      decided_at: new Date(START + HOUR),
      event: null,
      version: 2,
    });
  });

  it.each([
    ['after the activation', START + HOUR + MINUTE],
    ['at the same moment', START + HOUR],
  ])('does not take the place of one that was set %s', async (_, between) => {
    const { holder } = await confirmedAround({ between });
    expect(await credentialOf(holder)).toMatchObject({ phc: phcOf('between'), version: 1 });
    expect(await desk.accountsOf(holder)).toMatchObject([{ phc: null }]);
  });

  it('keeps its place when an earlier one arrives late, and gives it to a later one', async () => {
    const { holder, request, set } = await confirmedAround({});
    expect(await set('late', START + HOUR - 1)).toEqual([SUPERSEDED]);
    expect(await credentialOf(holder)).toMatchObject({ phc: request.phc, version: 1 });
    desk.clock.now += MINUTE;
    expect(await set('later', desk.clock.now)).toEqual([{ status: 'accepted' }]);
    expect(await credentialOf(holder)).toMatchObject({ phc: phcOf('later'), version: 2 });
  });

  it('forgives wrong logins, by number and by address, of this account alone', async () => {
    const holder = await desk.member();
    const { attempt, request } = await desk.activated(holder);
    const identifiers = [numberOf(holder), request.email, someEmail()];
    const keys = identifiers.map((identifier) => accountKey(desk.desk.secret, identifier));
    for (const account of keys)
      await database.db
        .insertInto('login_failure')
        .values({ account, channel: 'website', at: new Date(START) })
        .execute();
    await desk.confirm(attempt, (await desk.confirmationTo(request.email)).code);
    const left = await database.db
      .selectFrom('login_failure')
      .select('account')
      .where('account', 'in', keys)
      .execute();
    expect(left.map(({ account }) => Buffer.from(account))).toEqual([keys[2]]);
  });
});

describe('a holder who activates again', () => {
  it('keeps the confirmed account until the new one is confirmed; then the former address is told', async () => {
    const holder = await desk.member();
    const first = await desk.activated(holder);
    const { token: old } = await desk.confirmationTo(first.request.email);
    await desk.confirm(first.attempt, (await desk.confirmationTo(first.request.email)).code);
    desk.clock.now += MINUTE;
    const { attempt, request } = await desk.activated(holder);
    expect(await desk.accountsOf(holder)).toMatchObject([
      { email: first.request.email, confirmed_at: new Date(START) },
      { email: request.email, confirmed_at: null },
    ]);
    await desk.confirm(attempt, (await desk.confirmationTo(request.email)).code);
    expect(await desk.accountsOf(holder)).toMatchObject([
      { email: request.email, confirmed_at: new Date(desk.clock.now) },
    ]);
    expect(await desk.mailsTo(first.request.email)).toEqual([
      'account-confirmed',
      'account-replaced',
      'confirm-account',
    ]);
    expect(await desk.mailsTo(request.email)).toEqual(['account-confirmed', 'confirm-account']);
    expect(await desk.status(first.attempt)).toEqual({ result: 'ended' });
    expect(await stateOf(old)).toBeNull();
    // The former address is free.
    await desk.activated(await desk.member(), first.request.email);
  });

  it('may keep the address; nobody is told twice', async () => {
    const holder = await desk.insured();
    const first = await desk.activated(holder);
    await desk.confirm(first.attempt, (await desk.confirmationTo(first.request.email)).code);
    desk.clock.now += MINUTE;
    const { attempt } = await desk.activated(holder, first.request.email);
    await desk.confirm(attempt, (await desk.confirmationTo(first.request.email)).code);
    expect(await desk.accountsOf(holder)).toHaveLength(1);
    const kinds = await desk.mailsTo(first.request.email);
    expect(kinds.filter((kind) => kind === 'account-replaced')).toEqual([]);
  });

  it('before the confirmation begins anew: what is pending ends, with its request', async () => {
    const holder = await desk.member();
    const first = await desk.activated(holder);
    const { token } = await desk.confirmationTo(first.request.email);
    desk.clock.now += MINUTE;
    const { attempt, request } = await desk.activated(holder, first.request.email);
    expect(await desk.accountsOf(holder)).toMatchObject([{ email: request.email, code_tries: 0 }]);
    expect(await desk.status(first.attempt)).toEqual({ result: 'ended' });
    expect(await desk.activate(first.request)).toEqual({ result: 'ended' });
    expect(await stateOf(token)).toBeNull();
    const asked = await database.db
      .selectFrom('account_request')
      .select('expired_at')
      .where('id', '=', first.posted.letter)
      .execute();
    expect(asked).toEqual([{ expired_at: new Date(desk.clock.now) }]);
    const { code } = await desk.confirmationTo(request.email);
    expect(await desk.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
  });
});
