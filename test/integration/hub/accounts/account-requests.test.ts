import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accountsCommand } from '../../../../src-hub/accounts/requests/accounts-command.ts';
import { CONFIRMATION_LINK_LIFE, CODE_LIFE } from '../../../../src-shared/policy/codes.ts';
import { resendConfirmation } from '../../../../src-hub/accounts/confirmation/resend-confirmation.ts';
import { reportCommand } from '../../../../src-hub/observe/report-command.ts';
import { tidy } from '../../../../src-hub/tidy/tidy.ts';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { START } from '../../../support/hub/hub-fixture.ts';
import { openLetterHub } from '../../../support/hub/letters/letter-hub.ts';
import {
  accountRequest,
  confirmedAccount,
  dumpOf,
  identifierRequest,
  mailsOf,
  newInsured,
  haveEmail,
  newMember,
  type Person,
  type ClaimChanges,
} from '../../../support/hub/request-fixture.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';

/** End of a provisional password whose letter was handed over at the start. */
const EXPIRES = Date.parse('2026-12-13T23:00:00Z');
const REMIND = EXPIRES - 12 * HOUR - 5 * DAY;

const { database, hub, letters: fixture, at } = await openLetterHub();
const { db } = database;

/** @returns id and receipt of the request */
async function asked(person: Person, said: ClaimChanges = {}): Promise<{ id: string; receipt: string }> {
  const event = hub.event(accountRequest(person, said));
  expect(await hub.send([event])).toEqual([{ status: 'accepted' }]);
  return { id: event.id, receipt: receiptNumber(event.id) };
}

const exported = () => fixture.export(temporaryFolder());

const requestOf = (id: string) =>
  db.selectFrom('account_request').selectAll().where('id', '=', id).executeTakeFirst();

/** What an activation at a kiosk leaves: the letter is spent, an account waits. @returns its id */
async function activated(id: string, person: Person): Promise<string> {
  const now = new Date(hub.clock.now);
  const account = await confirmedAccount(database, person, 'odette@exemple.fr');
  await db
    .updateTable('account')
    .set({ confirmed_at: null, activated_at: now })
    .where('id', '=', account)
    .execute();
  await db.updateTable('letter').set({ spent_at: now }).where('id', '=', id).execute();
  await db.updateTable('account_request').set({ account, activated_at: now }).where('id', '=', id).execute();
  expect(await resendConfirmation(fixture.deps, account)).toBe('posted');
  return account;
}

async function accounts(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = await accountsCommand.run(args, fixture.deps, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

const stateOf = async (receipt: string) =>
  /^ {2}state +(\S+)$/mu.exec((await accounts('show', receipt)).said)?.[1];

describe('a request', () => {
  it.each([
    ['member', newMember],
    ['insured', newInsured],
  ])(
    'of a %s goes through its states, with a date each, and its address is forgotten',
    async (_who, make) => {
      const person = await make(database);
      const { id, receipt } = await asked(person);
      expect(await stateOf(receipt)).toBe('requested');
      at(START + DAY);
      await exported();
      expect(await stateOf(receipt)).toBe('letter-posted');
      at(START + 2 * DAY);
      const account = await activated(id, person);
      expect(await stateOf(receipt)).toBe('activated');
      await tidy(fixture.deps);
      expect(await stateOf(receipt)).toBe('activated');
      at(START + 3 * DAY);
      const now = new Date(hub.clock.now);
      await db.updateTable('account').set({ confirmed_at: now }).where('id', '=', account).execute();
      await db
        .updateTable('account_request')
        .set({ confirmed_at: now, email: null })
        .where('id', '=', id)
        .execute();
      const { code, said } = await accounts('show', receipt.toLowerCase().replace('-', ' '));
      expect(code).toBe(0);
      for (const line of [
        `Receipt ${receipt}`,
        'state +confirmed',
        'asked for +23/11/2026 10:00\u00a0am',
        'letter posted +24/11/2026 10:00\u00a0am',
        'last day +2026-12-14',
        'activated +25/11/2026 10:00\u00a0am',
        'confirmed +26/11/2026 10:00\u00a0am',
      ])
        expect(said).toMatch(new RegExp(`^ *${line}$`, 'mu'));
      expect(said).not.toContain('nir:');
      at(START + 200 * DAY);
      await tidy(fixture.deps);
      expect(await stateOf(receipt), 'what was confirmed is kept').toBe('confirmed');
      expect(await dumpOf(database)).toContain('odette@exemple.fr');
      await db.deleteFrom('account').execute();
      expect(await dumpOf(database)).not.toContain('odette@exemple.fr');
    },
  );

  it.each<[string, ClaimChanges]>([
    ['unknown-holder', { holder: { situation: 'member', number: '99999999' } }],
    ['family-name', { familyName: 'Autre' }],
    ['birth-date', { birthDate: '1950-01-01' }],
    ['postal-code', { postalCode: '75001' }],
  ])('refused for %s tells staff why and the way on, and whose it was not', async (refusal, said) => {
    const person = await newMember(database);
    const { receipt } = await asked(person, said);
    const shown = (await accounts('show', receipt)).said;
    expect(shown).toMatch(/state +refused/u);
    expect(shown).toMatch(/next +\S.{30}/u);
    expect(shown).not.toContain(subjectOf(person.holder));
    expect((await accounts('list', 'refused')).said).toMatch(
      new RegExp(`${receipt} +refused: ${refusal}`, 'u'),
    );
    expect((await accounts('list', 'requested')).said).not.toContain(receipt);
  });

  it('beyond the limit, too late, for a lost identifier or deleted is explained too', async () => {
    const person = await newMember(database);
    await asked(person);
    expect((await accounts('show', (await asked(person)).receipt)).said).toContain('within 24 hours');
    const late = hub.event(accountRequest(person), START - 9 * DAY);
    const lost = hub.event(identifierRequest(person));
    await hub.send([late, lost]);
    expect((await accounts('show', receiptNumber(late.id))).said).toContain('came too late');
    expect((await accounts('show', receiptNumber(lost.id))).said).toContain('lost e-mail identifier');
    expect(await accounts('show', 'ACDE-FGHJ')).toMatchObject({ code: 1 });
    expect(await accounts('show', 'not a receipt')).toMatchObject({ code: 2 });
  });

  it('stands in the list and the report', async () => {
    await asked(await newMember(database));
    const { receipt } = await asked(await newInsured(database), { familyName: 'Autre' });
    expect((await accounts()).said).toContain(receipt);
    expect(await accounts('list', 'nothing')).toMatchObject({ code: 2 });
    expect(await accounts('show')).toMatchObject({ code: 2 });
    const lines: string[] = [];
    await reportCommand.run([], fixture.deps, (line) => lines.push(line));
    expect(lines).toContain(
      'Requests for accounts: requested 1, letter-posted 0, activated 0, confirmed 0, expired 0, refused 1',
    );
  });
});

describe('a provisional password that nobody uses', () => {
  it('is reminded of once, five days before its last day', async () => {
    const member = await newMember(database);
    await haveEmail(database, member, 'un@exemple.fr');
    await asked(member, { email: 'typed@exemple.fr' });
    const insured = await newInsured(database);
    await confirmedAccount(database, insured, 'deux@exemple.fr');
    await asked(insured, { email: 'typed@exemple.fr' });
    await exported();
    const reminders = async () =>
      (await mailsOf(database)).filter(({ kind }) => kind === 'letter-reminder').map(({ to }) => to);
    at(REMIND - 1);
    expect(await tidy(fixture.deps)).toMatchObject({ reminded: 0 });
    at(REMIND);
    expect(await tidy(fixture.deps, 1)).toMatchObject({ reminded: 2 });
    expect((await reminders()).sort()).toEqual(['deux@exemple.fr', 'un@exemple.fr']);
    const [mail] = (await mailsOf(database)).filter(({ kind }) => kind === 'letter-reminder');
    expect(mail).toMatchObject({ lastDay: EXPIRES - 12 * HOUR, expiresAt: new Date(EXPIRES) });
    at(REMIND + HOUR);
    expect(await tidy(fixture.deps)).toMatchObject({ reminded: 0 });
  });

  it.each<[string, (id: string, person: Person) => Promise<unknown>]>([
    ['was activated', activated],
    [
      'was void',
      (id) => db.updateTable('letter').set({ voided_at: new Date() }).where('id', '=', id).execute(),
    ],
    ['is lost', async () => db.updateTable('letter_batch').set({ withdrawn_at: new Date() }).execute()],
    ['is of somebody who left', (_id, person) => hub.closeMember(subjectOf(person.holder))],
  ])('is not reminded of when it %s', async (_what, change) => {
    const person = await newMember(database);
    const { id } = await asked(person);
    await exported();
    await change(id, person);
    at(REMIND + HOUR);
    expect(await tidy(fixture.deps)).toMatchObject({ reminded: 0 });
  });

  it('expires with its last day; the e-mail address is forgotten, another can be asked for', async () => {
    const person = await newMember(database);
    const { id, receipt } = await asked(person);
    await exported();
    at(EXPIRES - 1);
    expect(await tidy(fixture.deps)).toMatchObject({ expired: 0 });
    at(EXPIRES);
    expect(await stateOf(receipt), 'before the hour is over').toBe('expired');
    expect(await tidy(fixture.deps)).toMatchObject({ expired: 1 });
    expect(await requestOf(id)).toMatchObject({ email: null, expired_at: new Date(EXPIRES) });
    expect((await accounts('show', receipt)).said).toContain('Ask for another at a kiosk.');
    expect(await stateOf((await asked(person)).receipt)).toBe('requested');
  });

  it('ends when it was void, for want of an address or since another was used', async () => {
    const { id, receipt } = await asked(await newMember(database));
    await db
      .updateTable('letter')
      .set({ voided_at: new Date(START) })
      .where('id', '=', id)
      .execute();
    expect(await tidy(fixture.deps)).toMatchObject({ expired: 1 });
    expect(await stateOf(receipt)).toBe('expired');
  });
});

describe('an account that is not confirmed', () => {
  it('lets its request expire with the last link, and live again with another', async () => {
    const person = await newMember(database);
    const { id, receipt } = await asked(person);
    await exported();
    const account = await activated(id, person);
    at(START + CONFIRMATION_LINK_LIFE - 1);
    expect(await tidy(fixture.deps)).toMatchObject({ expired: 0 });
    at(START + CONFIRMATION_LINK_LIFE);
    expect(await tidy(fixture.deps)).toMatchObject({ expired: 1 });
    expect((await accounts('show', receipt)).said).toContain('sends another');
    at(START + 10 * DAY);
    expect(await resendConfirmation(fixture.deps, account)).toBe('posted');
    expect(await stateOf(receipt)).toBe('activated');
    at(START + 10 * DAY + CONFIRMATION_LINK_LIFE);
    expect(await stateOf(receipt)).toBe('expired');
  });

  it('is deleted after 90 days with its request and its links; a confirmed one is not', async () => {
    const [person, other] = [await newMember(database), await newInsured(database)];
    const { id, receipt } = await asked(person);
    await exported();
    await activated(id, person);
    await confirmedAccount(database, other, 'zoe@exemple.fr');
    at(START + 90 * DAY);
    expect(await tidy(fixture.deps)).toMatchObject({ requests: 0, accounts: 0, links: 0 });
    at(START + 90 * DAY + 1);
    // The link goes with its account.
    expect(await tidy(fixture.deps)).toMatchObject({ requests: 1, accounts: 1, links: 0 });
    expect(await db.selectFrom('confirmation').selectAll().execute()).toEqual([]);
    expect((await accounts('show', receipt)).said).toContain('was deleted');
    expect(await db.selectFrom('account').select('email').execute()).toEqual([{ email: 'zoe@exemple.fr' }]);
    expect(await dumpOf(database)).not.toContain('odette@exemple.fr');
  });
});

describe('requests that came to nothing', () => {
  it('go after 90 days: refused, expired, and waiting ones, whose letters are not made any more', async () => {
    const closed = await newMember(database);
    const waiting = await asked(closed);
    await hub.closeMember(subjectOf(closed.holder));
    await asked(await newMember(database), { familyName: 'Autre' });
    const young = START + 90 * DAY;
    at(young);
    expect(await tidy(fixture.deps)).toMatchObject({ requests: 0 });
    await asked(await newMember(database));
    at(young + 1);
    expect(await tidy(fixture.deps, 1)).toMatchObject({ requests: 2 });
    const letter = await db
      .selectFrom('letter')
      .select('voided_at')
      .where('id', '=', waiting.id)
      .executeTakeFirstOrThrow();
    expect(letter.voided_at).toEqual(new Date(young + 1));
    expect(await db.selectFrom('account_request').selectAll().execute()).toHaveLength(1);
  });

  it('stay while a provisional password, posted late, can still be used', async () => {
    const { id } = await asked(await newMember(database));
    at(START + 80 * DAY);
    await exported();
    at(START + 95 * DAY);
    expect(await tidy(fixture.deps)).toMatchObject({ requests: 0 });
    at(START + 102 * DAY);
    expect(await tidy(fixture.deps)).toMatchObject({ expired: 1, requests: 1 });
    expect(await requestOf(id)).toBeUndefined();
  });
});

it('showings, recoveries and mails go when they serve nothing any more', async () => {
  const { kiosk } = await hub.client();
  const showing = { kiosk, subject: '1', at: new Date(START), answer: 'null', counted: true };
  await db
    .insertInto('activation')
    .values({ attempt: randomUUID(), ...showing })
    .execute();
  const code = {
    ...{ kiosk, visit: randomUUID(), network: null, purpose: 'account-password', counted: 'address:' },
    ...{ holder: null, channel: 'email' as const, target: null, code_mac: Buffer.alloc(32), message: null },
    ...{ made_at: new Date(START), expires_at: new Date(START + CODE_LIFE) },
    ...{ proven_at: null, proof: null, spent_at: null, voided_at: null },
  };
  await db
    .insertInto('sent_code')
    .values({ attempt: randomUUID(), ...code })
    .execute();
  const times = { made_at: new Date(START), due_at: new Date(START), expires_at: new Date(START + DAY) };
  const settled = { state: 'sent' as const, sealed: null, settled_at: new Date(START) };
  await db
    .insertInto('mail')
    .values([
      { kind: 'password-set', ...times, ...settled },
      { kind: 'password-set', ...times, sealed: Buffer.alloc(40), settled_at: null },
    ])
    .execute();
  const done = async (moment: number) => {
    at(moment);
    const { activations, sent, mails } = (await tidy(fixture.deps)) ?? {};
    return [activations, sent, mails];
  };
  expect(await done(START + 25 * HOUR)).toEqual([0, 0, 0]);
  expect(await done(START + 25 * HOUR + 1)).toEqual([1, 1, 0]);
  expect(await done(START + 30 * DAY + 1)).toEqual([0, 0, 1]);
  expect(await done(START + 31 * DAY + 1)).toEqual([0, 0, 1]);
});

it('nothing of all this is in the log', () => {
  const log = hub.log.text() + JSON.stringify(fixture.deps.log);
  for (const word of ['exemple.fr', 'Exemple', '1941', 'nir:', '44000']) expect(log).not.toContain(word);
});
