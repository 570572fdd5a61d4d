import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  confirmByLink,
  findLink,
  type LinkState,
} from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import { resendConfirmation } from '../../../../src-hub/accounts/confirmation/resend-confirmation.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { accountKey } from '../../../../src-hub/basics/account-key.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import { HubFixture, phcOf, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { ActivationFixture, activation, otherCode, someEmail } from './activation-fixture.ts';
import { HOUR, MINUTE } from '../../../../src-shared/time/units.ts';

const SUPERSEDED = { status: 'superseded', reason: 'later-decision' };
const wrong = (triesLeft: number): object => ({ result: 'wrong', triesLeft });

let database: HubDatabase;
let fixture: ActivationFixture;

beforeAll(async () => {
  database = await migratedDatabase();
  fixture = await ActivationFixture.open(database);
});
beforeEach(() => {
  fixture.clock.now = START;
});
afterAll(async () => {
  await fixture.close();
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
  return (await findLink(database, fixture.deps, token))?.state ?? null;
}

describe('the code of the mail', () => {
  it('confirms once; said again, it is confirmed', async () => {
    const holder = await fixture.member();
    const { attempt, request, posted } = await fixture.activated(holder);
    const { code, token } = await fixture.confirmationTo(request.email);
    fixture.clock.now += 10 * MINUTE - 1;
    const confirmed = { result: 'confirmed', identifier: request.email };
    expect(await fixture.confirm(attempt, code)).toEqual(confirmed);
    expect(await fixture.confirm(attempt, code)).toEqual(confirmed);
    expect(await fixture.confirm(attempt, otherCode(code))).toEqual(confirmed);
    expect(await fixture.status(attempt)).toEqual(confirmed);
    expect(await fixture.mailsTo(request.email)).toEqual(['account-confirmed', 'confirm-account']);
    expect(await confirmByLink(fixture.deps, token)).toBe('already');
    expect(await credentialOf(holder)).toEqual({
      phc: request.phc,
      decided_at: new Date(START),
      event: null,
      version: 1,
    });
    const at = new Date(fixture.clock.now);
    expect(await fixture.accountsOf(holder)).toMatchObject([{ phc: null, confirmed_at: at }]);
    const asked = await database.db
      .selectFrom('account_request')
      .select(['email', 'confirmed_at', 'expired_at'])
      .where('id', '=', posted.letter)
      .execute();
    expect(asked).toEqual([{ email: null, confirmed_at: at, expired_at: null }]);
  });

  it('of a person only insured keeps the password with the account', async () => {
    const holder = await fixture.insured();
    const { attempt, request } = await fixture.activated(holder);
    const { code } = await fixture.confirmationTo(request.email);
    expect(await fixture.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
    expect(await fixture.accountsOf(holder)).toMatchObject([
      { phc: request.phc, confirmed_at: new Date(START) },
    ]);
  });

  it('ends after ten minutes, and then costs no try; the link still works', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { code, token } = await fixture.confirmationTo(request.email);
    fixture.clock.now += 10 * MINUTE;
    for (let time = 0; time < 7; time += 1)
      expect(await fixture.confirm(attempt, code)).toEqual({ result: 'expired' });
    expect(await fixture.status(attempt)).toMatchObject({ codeFor: 0, triesLeft: 5 });
    expect(await confirmByLink(fixture.deps, token)).toBe('confirmed');
  });

  it('is wrong five times at most, over all mails and addresses; the right one is refused then, the link is not', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { code } = await fixture.confirmationTo(request.email);
    for (const triesLeft of [4, 3])
      expect(await fixture.confirm(attempt, otherCode(code))).toEqual(wrong(triesLeft));
    fixture.clock.now += MINUTE;
    expect(await fixture.resend(attempt)).toMatchObject({ triesLeft: 3 });
    const email = someEmail();
    expect(await fixture.changeEmail(attempt, email)).toMatchObject({ triesLeft: 3 });
    const { code: newer } = await fixture.confirmationTo(email);
    for (const triesLeft of [2, 1, 0])
      expect(await fixture.confirm(attempt, otherCode(newer))).toEqual(wrong(triesLeft));
    expect(await fixture.confirm(attempt, newer)).toEqual(wrong(0));
    const again = activation(attempt);
    expect(await fixture.activate(again)).toMatchObject({ result: 'pending', triesLeft: 0 });
    expect(await confirmByLink(fixture.deps, (await fixture.confirmationTo(again.email)).token)).toBe(
      'confirmed',
    );
  });

  it('of another account is wrong', async () => {
    const [one, other] = [
      await fixture.activated(await fixture.member()),
      await fixture.activated(await fixture.member()),
    ];
    const { code } = await fixture.confirmationTo(other.request.email);
    const { code: own } = await fixture.confirmationTo(one.request.email);
    if (code !== own) expect(await fixture.confirm(one.attempt, code)).toEqual(wrong(4));
  });

  it('is counted before it is looked at: a hub that dies in between gives no try back', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { code } = await fixture.confirmationTo(request.email);
    let isGone = false;
    const gone = (): Promise<never> => Promise.reject(new Error('gone'));
    const dying = await HubFixture.open(
      { ...database, transaction: (work) => (isGone ? gone() : database.transaction(work)) },
      fixture.clock,
    );
    isGone = true;
    await expect(fixture.confirm(attempt, code, { at: dying })).rejects.toThrow('answered 500');
    await dying.close();
    expect(await fixture.confirm(attempt, otherCode(code))).toEqual(wrong(3));
    expect(await fixture.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
  });
});

describe('the link of the mail', () => {
  it('shows who and what as often as it is opened, and confirms once', async () => {
    const holder = await fixture.insured();
    const { attempt, request } = await fixture.activated(holder);
    const { token } = await fixture.confirmationTo(request.email);
    const [account] = await fixture.accountsOf(holder);
    for (let time = 0; time < 3; time += 1)
      expect(await findLink(database, fixture.deps, token)).toEqual({
        state: 'open',
        account: { id: account?.id, email: request.email, language: 'fr', givenName: 'Gaston' },
      });
    expect(await fixture.status(attempt)).toMatchObject({ result: 'pending' });
    fixture.clock.now += 48 * HOUR - 1;
    expect(await confirmByLink(fixture.deps, token)).toBe('confirmed');
    expect(await confirmByLink(fixture.deps, token)).toBe('already');
    expect(await stateOf(token)).toBe('used');
  });

  it('is told to the kiosk that waits', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    await confirmByLink(fixture.deps, (await fixture.confirmationTo(request.email)).token);
    expect(await fixture.status(attempt)).toEqual({ result: 'confirmed', identifier: request.email });
  });

  it('ends after 48 hours; a new mail may be asked for then, and its link works', async () => {
    const holder = await fixture.member();
    const { request } = await fixture.activated(holder);
    const { token } = await fixture.confirmationTo(request.email);
    fixture.clock.now += 48 * HOUR;
    expect(await stateOf(token)).toBe('expired');
    expect(await confirmByLink(fixture.deps, token)).toBe('expired');
    const found = await findLink(database, fixture.deps, token);
    const id = found?.account.id ?? '';
    expect(await resendConfirmation(fixture.deps, id)).toBe('posted');
    expect(await resendConfirmation(fixture.deps, id)).toBe('too-early');
    const { token: newer } = await fixture.confirmationTo(request.email);
    expect(await confirmByLink(fixture.deps, token)).toBe('expired');
    expect(await confirmByLink(fixture.deps, newer)).toBe('confirmed');
    expect(await stateOf(token)).toBe('used');
    expect(await resendConfirmation(fixture.deps, id)).toBe('settled');
  });

  it('of an earlier mail works beside that of a later one', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { token } = await fixture.confirmationTo(request.email);
    fixture.clock.now += MINUTE;
    await fixture.resend(attempt);
    expect(await confirmByLink(fixture.deps, token)).toBe('confirmed');
  });

  it('that went to another address, or whose holder has left, is void', async () => {
    const holder = await fixture.member();
    const { attempt, request } = await fixture.activated(holder);
    const { token } = await fixture.confirmationTo(request.email);
    const email = someEmail();
    await fixture.changeEmail(attempt, email);
    const { token: newer } = await fixture.confirmationTo(email);
    expect(await stateOf(token)).toBe('void');
    expect(await confirmByLink(fixture.deps, token)).toBe('unknown');
    await fixture.fixture.closeMember(numberOf(holder));
    expect(await stateOf(newer)).toBe('void');
    expect(await confirmByLink(fixture.deps, newer)).toBe('unknown');
    expect(await credentialOf(holder)).toBeUndefined();
  });

  it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}=`, "' OR 1=1 --", '\0', '🔑'.repeat(43)])(
    'with a token that nobody made is unknown: %j',
    async (token) => {
      expect(await findLink(database, fixture.deps, token)).toBeNull();
      expect(await confirmByLink(fixture.deps, token)).toBe('unknown');
    },
  );

  it('is kept as a keyed hash alone, as the code is; no log has either, or an address', async () => {
    const { attempt, request } = await fixture.activated(await fixture.member());
    const { token, code } = await fixture.confirmationTo(request.email);
    const rows = await database.db
      .selectFrom('confirmation')
      .innerJoin('account', 'account.id', 'confirmation.account')
      .selectAll('confirmation')
      .where('email', '=', request.email)
      .execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'));
    expect(rows[0]?.code_mac).toHaveLength(36);
    await fixture.confirm(attempt, otherCode(code));
    await confirmByLink(fixture.deps, token);
    for (const secret of [token, request.email, 'exemple.fr', 'argon2id', numberOf(await fixture.member())])
      expect(fixture.log.text()).not.toContain(secret);
  });
});

describe('the password of a member', () => {
  /** Activates, sets other passwords at a kiosk at these moments, and confirms. */
  async function confirmedAround(moments: { before?: number; between?: number }) {
    const holder = await fixture.member();
    const number = numberOf(holder);
    const set = (text: string, at: number) =>
      fixture.fixture.send([fixture.fixture.event({ kind: 'password-set', number, phc: phcOf(text) }, at)]);
    if (moments.before !== undefined) await set('before', moments.before);
    fixture.clock.now = START + HOUR;
    const { attempt, request } = await fixture.activated(holder);
    if (moments.between !== undefined) {
      fixture.clock.now = Math.max(fixture.clock.now, moments.between);
      await set('between', moments.between);
    }
    const { code } = await fixture.confirmationTo(request.email);
    await fixture.confirm(attempt, code);
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
    expect(await fixture.accountsOf(holder)).toMatchObject([{ phc: null }]);
  });

  it('keeps its place when an earlier one arrives late, and gives it to a later one', async () => {
    const { holder, request, set } = await confirmedAround({});
    expect(await set('late', START + HOUR - 1)).toEqual([SUPERSEDED]);
    expect(await credentialOf(holder)).toMatchObject({ phc: request.phc, version: 1 });
    fixture.clock.now += MINUTE;
    expect(await set('later', fixture.clock.now)).toEqual([{ status: 'accepted' }]);
    expect(await credentialOf(holder)).toMatchObject({ phc: phcOf('later'), version: 2 });
  });

  it('forgives wrong logins, by number and by address, of this account alone', async () => {
    const holder = await fixture.member();
    const { attempt, request } = await fixture.activated(holder);
    const identifiers = [numberOf(holder), request.email, someEmail()];
    const keys = identifiers.map((identifier) => accountKey(fixture.fixture.secret, identifier));
    for (const account of keys)
      await database.db
        .insertInto('login_failure')
        .values({ account, channel: 'website', at: new Date(START) })
        .execute();
    await fixture.confirm(attempt, (await fixture.confirmationTo(request.email)).code);
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
    const holder = await fixture.member();
    const first = await fixture.activated(holder);
    const { token: old } = await fixture.confirmationTo(first.request.email);
    await fixture.confirm(first.attempt, (await fixture.confirmationTo(first.request.email)).code);
    fixture.clock.now += MINUTE;
    const { attempt, request } = await fixture.activated(holder);
    expect(await fixture.accountsOf(holder)).toMatchObject([
      { email: first.request.email, confirmed_at: new Date(START) },
      { email: request.email, confirmed_at: null },
    ]);
    await fixture.confirm(attempt, (await fixture.confirmationTo(request.email)).code);
    expect(await fixture.accountsOf(holder)).toMatchObject([
      { email: request.email, confirmed_at: new Date(fixture.clock.now) },
    ]);
    expect(await fixture.mailsTo(first.request.email)).toEqual([
      'account-confirmed',
      'account-replaced',
      'confirm-account',
    ]);
    expect(await fixture.mailsTo(request.email)).toEqual(['account-confirmed', 'confirm-account']);
    expect(await fixture.status(first.attempt)).toEqual({ result: 'ended' });
    expect(await stateOf(old)).toBeNull();
    // The former address is free.
    await fixture.activated(await fixture.member(), first.request.email);
  });

  it('may keep the address; nobody is told twice', async () => {
    const holder = await fixture.insured();
    const first = await fixture.activated(holder);
    await fixture.confirm(first.attempt, (await fixture.confirmationTo(first.request.email)).code);
    fixture.clock.now += MINUTE;
    const { attempt } = await fixture.activated(holder, first.request.email);
    await fixture.confirm(attempt, (await fixture.confirmationTo(first.request.email)).code);
    expect(await fixture.accountsOf(holder)).toHaveLength(1);
    const kinds = await fixture.mailsTo(first.request.email);
    expect(kinds.filter((kind) => kind === 'account-replaced')).toEqual([]);
  });

  it('before the confirmation begins anew: what is pending ends, with its request', async () => {
    const holder = await fixture.member();
    const first = await fixture.activated(holder);
    const { token } = await fixture.confirmationTo(first.request.email);
    fixture.clock.now += MINUTE;
    const { attempt, request } = await fixture.activated(holder, first.request.email);
    expect(await fixture.accountsOf(holder)).toMatchObject([{ email: request.email, code_tries: 0 }]);
    expect(await fixture.status(first.attempt)).toEqual({ result: 'ended' });
    expect(await fixture.activate(first.request)).toEqual({ result: 'ended' });
    expect(await stateOf(token)).toBeNull();
    const asked = await database.db
      .selectFrom('account_request')
      .select('expired_at')
      .where('id', '=', first.posted.letter)
      .execute();
    expect(asked).toEqual([{ expired_at: new Date(fixture.clock.now) }]);
    const { code } = await fixture.confirmationTo(request.email);
    expect(await fixture.confirm(attempt, code)).toMatchObject({ result: 'confirmed' });
  });
});
