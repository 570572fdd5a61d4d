import argon2 from 'argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import type { LoginAnswer } from '../../../../src-shared/hub-api/logins.ts';
import { AccountFixture, FIXTURE_START } from '../../../support/hub/account-fixture.ts';
import type { RigClient } from '../../../support/hub/hub-rig.ts';
import { hashPassword, idOf } from '../../../support/hub/hub-fixture.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const [RIGHT, FORMER] = ['Châtaigne-2026!', 'Noisette-2025!'];
const WRONG = { result: 'wrong' };
const UNCONFIRMED = { result: 'unconfirmed' };

let fixture: AccountFixture;
let kiosk: RigClient;
let phc: string;
let formerPhc: string;

beforeAll(async () => {
  fixture = await AccountFixture.open();
  kiosk = await fixture.client();
  phc = await hashPassword(RIGHT.normalize('NFC'));
  formerPhc = await hashPassword(FORMER);
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

const logIn = (identifier: string, password = RIGHT, client = kiosk): Promise<LoginAnswer> =>
  fixture.ask(client, '/v1/logins', { identifier, password });

/** The member has this password, by which way soever. */
async function give(number: string, hash: string): Promise<void> {
  await fixture.deps.database.db
    .insertInto('credential')
    .values({ number, phc: hash, decided_at: new Date(FIXTURE_START - 1), event: null })
    .execute();
}

/** A member with a confirmed account and a password. */
async function member(): Promise<{ number: string; email: string }> {
  const { number } = await fixture.member();
  await give(number, phc);
  return { number, email: (await fixture.account({ number }, { confirmed: true })).email };
}

const linksTo = async (email: string): Promise<number> =>
  (await fixture.mails(email)).filter(({ kind }) => kind === 'confirm-account').length;

describe('a login by e-mail', () => {
  it('of a member takes the password of the number, in whatever letters the address is typed', async () => {
    const { number, email } = await member();
    const accepted = { result: 'accepted', number, givenName: 'Odette', familyName: 'Exemple' };
    for (const identifier of [email, ` ${email.toUpperCase()} `, number])
      expect(await logIn(identifier)).toEqual(accepted);
  });

  it('of a person who is only insured has no number', async () => {
    const { email } = await fixture.account(await fixture.insured(), { confirmed: true, phc });
    const accepted = { result: 'accepted', number: null, givenName: 'Achille', familyName: 'Ledoux' };
    expect(await logIn(email, RIGHT.normalize('NFD'))).toEqual(accepted);
    expect(await logIn(email, 'not it')).toEqual(WRONG);
  });

  it('of a member follows a password that was set at a kiosk afterwards', async () => {
    const { number, email } = await member();
    const body = { kind: 'password-set', number, phc: formerPhc };
    const event = { id: idOf(1), seq: 1, at: FIXTURE_START, body };
    const journal = '01900000-0000-7000-8000-00000000aaaa';
    await fixture.ask(kiosk, '/v1/events', { sentAt: FIXTURE_START, journal, events: [event] });
    expect(await logIn(email)).toEqual(WRONG);
    expect(await logIn(email, FORMER)).toMatchObject({ result: 'accepted', number });
  });

  it('looks the same, and takes the same work, whatever is wrong', async () => {
    const [known, left, waiting] = [
      await member(),
      await member(),
      await fixture.account(await fixture.member(), { phc }),
    ];
    const gone = await fixture.insured();
    const goneEmail = (await fixture.account(gone, { confirmed: true, phc })).email;
    const without = await fixture.account(await fixture.member(), { confirmed: true });
    const at = new Date(FIXTURE_START);
    const { db } = fixture.deps.database;
    await db.updateTable('member').set({ closed_at: at }).where('number', '=', left.number).execute();
    await db.updateTable('insured').set({ closed_at: at }).where('nir', '=', gone.insured).execute();
    const verify = vi.spyOn(argon2, 'verify');
    for (const [identifier, password] of [
      [known.email, 'not it'],
      [waiting.email, 'not it'],
      [left.email, RIGHT],
      [goneEmail, RIGHT],
      [without.email, RIGHT],
      ['nobody@exemple.fr', RIGHT],
      ['no address at all', RIGHT],
      [`${known.email}'--`, RIGHT],
    ] as const) {
      verify.mockClear();
      expect(await logIn(identifier, password)).toEqual(WRONG);
      expect(verify).toHaveBeenCalledTimes(2);
    }
    verify.mockRestore();
    expect(await linksTo(waiting.email)).toBe(0);
  });
});

describe('an account that waits for its confirmation', () => {
  it.each([
    ['a member', () => fixture.member()],
    ['a person who is only insured', () => fixture.insured()],
  ])(
    'of %s opens nothing with the right password, and gets its mail again within the limits',
    async (_, holder) => {
      const account = await fixture.account(await holder(), { phc });
      await fixture.link(account);
      expect(await logIn(account.email)).toEqual(UNCONFIRMED);
      expect(await linksTo(account.email)).toBe(1);
      fixture.clock.now += MINUTE;
      const twice = await Promise.all([logIn(account.email), logIn(account.email)]);
      expect(twice).toEqual([UNCONFIRMED, UNCONFIRMED]);
      expect(await linksTo(account.email)).toBe(2);
      for (let time = 0; time < 6; time += 1) {
        fixture.clock.now += 15 * MINUTE;
        expect(await logIn(account.email)).toEqual(UNCONFIRMED);
      }
      expect(await linksTo(account.email)).toBe(5);
    },
  );

  it('of a member says nothing under the number', async () => {
    const holder = await fixture.member();
    await fixture.account(holder, { phc });
    expect(await logIn(holder.number)).toEqual(WRONG);
  });

  it('lets its holder in once it is confirmed', async () => {
    const holder = await fixture.member();
    const account = await fixture.account(holder, { phc });
    expect(await logIn(account.email)).toEqual(UNCONFIRMED);
    fixture.clock.now += MINUTE;
    expect(await confirmByLink(fixture.deps, await fixture.link(account))).toBe('confirmed');
    for (const identifier of [account.email, holder.number])
      expect(await logIn(identifier)).toMatchObject({ result: 'accepted', number: holder.number });
  });

  it('beside the confirmed one of the same address leaves that one open', async () => {
    const { number } = await fixture.member();
    await give(number, formerPhc);
    const { email } = await fixture.account({ number }, { confirmed: true });
    await fixture.account({ number }, { email, phc });
    expect(await logIn(email, FORMER)).toMatchObject({ result: 'accepted', number });
    expect(await logIn(email)).toEqual(UNCONFIRMED);
    expect(await logIn(email, 'neither')).toEqual(WRONG);
  });
});

describe('failures', () => {
  it('by number and by address are counted together, and a success takes them back', async () => {
    const { number, email } = await member();
    for (let time = 0; time < 3; time += 1) expect(await logIn(email, 'not it')).toEqual(WRONG);
    for (let time = 0; time < 2; time += 1) expect(await logIn(number, 'not it')).toEqual(WRONG);
    for (const identifier of [number, email])
      expect(await logIn(identifier)).toEqual({ result: 'delayed', waitMs: MINUTE });
    fixture.clock.now += MINUTE;
    expect(await logIn(email)).toMatchObject({ result: 'accepted' });
    for (let time = 0; time < 5; time += 1) expect(await logIn(number, 'not it')).toEqual(WRONG);
  });

  it('are counted for an address that nobody has, in one form of it', async () => {
    for (const identifier of ['Nobody@Exemple.fr', 'nobody@exemple.fr', ' NOBODY@exemple.fr'])
      expect(await logIn(identifier)).toEqual(WRONG);
    await logIn('nobody@exemple.fr');
    await logIn('nobody@exemple.fr');
    expect(await logIn('nobody@exemple.fr')).toEqual({ result: 'delayed', waitMs: MINUTE });
  });

  it('before a confirmation are forgiven by the right password', async () => {
    const account = await fixture.account(await fixture.insured(), { phc });
    for (let time = 0; time < 4; time += 1) await logIn(account.email, 'not it');
    expect(await logIn(account.email)).toEqual(UNCONFIRMED);
    for (let time = 0; time < 5; time += 1) expect(await logIn(account.email, 'not it')).toEqual(WRONG);
  });
});

describe('the log', () => {
  it('has no address, no password and no link', async () => {
    const account = await fixture.account(await fixture.member(), { phc });
    await logIn(account.email);
    expect(fixture.log.text()).toContain('/v1/logins');
    for (const secret of ['exemple.fr', RIGHT, '/compte/']) expect(fixture.log.text()).not.toContain(secret);
  });
});
