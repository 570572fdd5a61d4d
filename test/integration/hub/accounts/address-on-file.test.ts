import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { singleStatement } from '../../../../src-hub/database/single-statement.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { DAY, MINUTE } from '../../../../src-shared/time/units.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import { idOf, START } from '../../../support/hub/hub-fixture.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { ActivationFixture, activation, someEmail } from './activation-fixture.ts';

let database: HubDatabase;
let fixture: ActivationFixture;
/** Numbers the kept requests of this file. */
let serial = 0;

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

type Member = Extract<Holder, { situation: 'member' }>;

async function memberWith(email: string | null): Promise<Member> {
  const number = await fixture.fixture.member();
  await file(number, email);
  return { situation: 'member', number };
}

async function file(number: string, email: string | null): Promise<void> {
  await database.db.updateTable('member').set({ email }).where('number', '=', number).execute();
}

/** As after a change in the member space, or by an adviser. */
async function changedAt(number: string, at: number, topic: 'email' | 'sms' = 'email'): Promise<void> {
  const moment = new Date(at).toISOString();
  serial += 1;
  await singleStatement(database)(
    `INSERT INTO member_request (id, receipt, holder, made_by, kind, topic, sealed, made_at, state, changed_at)
     VALUES ($1, 'KT4M-7XWA', $2, $2, 'contact', $3, '\\x00', $4::timestamptz, 'done', $4::timestamptz)`,
    [idOf(5_000_000 + serial), number, topic, moment],
  );
}

/** What is offered to a holder who shows a new letter. */
async function offeredTo(holder: Holder): Promise<unknown> {
  const answer = await fixture.show(await fixture.letter(holder));
  return answer.result === 'accepted' ? answer.emailOnFile : answer;
}

describe('the address on file', () => {
  it('is offered masked with a good letter, again with a repeated try, and can be taken unseen', async () => {
    const email = `jeanne.${randomUUID().slice(0, 8)}@exemple.fr`;
    const holder = await memberWith(email);
    const posted = await fixture.letter(holder);
    const attempt = randomUUID();
    const first = await fixture.show(posted, { attempt });
    expect(first).toMatchObject({
      result: 'accepted',
      emailOnFile: expect.stringMatching(/^j•••.@exemple\.fr$/u) as string,
    });
    expect(JSON.stringify(first)).not.toContain(email);
    // No password may be made of its name.
    expect(first).toMatchObject({ personal: expect.arrayContaining([email.split('@')[0]]) as string[] });
    expect(await fixture.show(posted, { attempt })).toEqual(first);
    const request = { ...activation(attempt), email: null };
    expect(await fixture.activate(request)).toMatchObject({ result: 'pending' });
    // After a lost answer.
    expect(await fixture.activate(request)).toMatchObject({ result: 'pending' });
    expect(await fixture.mailsTo(email)).toEqual(['confirm-account']);
    const { code } = await fixture.confirmationTo(email);
    expect(await fixture.confirm(attempt, code)).toEqual({ result: 'confirmed', identifier: email });
  });

  it('that was shown is the one that is taken, whatever the file says meanwhile', async () => {
    const shown = someEmail();
    const holder = await memberWith(shown);
    const attempt = await fixture.opened(await fixture.letter(holder));
    await file(holder.number, someEmail());
    await fixture.activate({ ...activation(attempt), email: null });
    expect(await fixture.accountsOf(holder)).toMatchObject([{ email: shown }]);
  });

  it('is not needed: another one may be typed, first or afterwards', async () => {
    const onFile = someEmail();
    const holder = await memberWith(onFile);
    const attempt = await fixture.opened(await fixture.letter(holder));
    const typed = activation(attempt);
    await fixture.activate(typed);
    expect(await fixture.accountsOf(holder)).toMatchObject([{ email: typed.email }]);
    fixture.clock.now += 2 * MINUTE;
    await fixture.activate({ ...activation(attempt), email: null });
    expect(await fixture.accountsOf(holder)).toMatchObject([{ email: onFile }]);
  });

  it('is not offered for two weeks after any change of it in the member space or by an adviser', async () => {
    const holder = await memberWith(someEmail());
    await changedAt(holder.number, START);
    expect(await offeredTo(holder)).toBeNull();
    fixture.clock.now = START + 14 * DAY - 1;
    expect(await offeredTo(holder)).toBeNull();
    fixture.clock.now = START + 14 * DAY;
    expect(await offeredTo(holder)).toMatch(/^o•••/u);
  });

  it('is offered when only the phone was changed of late', async () => {
    const holder = await memberWith(someEmail());
    await changedAt(holder.number, START, 'sms');
    expect(await offeredTo(holder)).toMatch(/^o•••/u);
  });

  it('is not offered when another holder logs in by it, when it cannot be one, or without a member', async () => {
    const shared = someEmail();
    const other = await fixture.member();
    const { attempt } = await fixture.activated(other, shared);
    await fixture.confirm(attempt, (await fixture.confirmationTo(shared)).code);
    expect(await offeredTo(await memberWith(shared))).toBeNull();
    expect(await offeredTo(await memberWith('not an address'))).toBeNull();
    expect(await offeredTo(await memberWith(null))).toBeNull();
    expect(await offeredTo(await fixture.insured())).toBeNull();
  });

  it('that became the address of another holder meanwhile is told as taken, and counts', async () => {
    const shared = someEmail();
    const mine = await fixture.opened(await fixture.letter(await memberWith(shared)));
    const other = await fixture.activated(await fixture.member(), shared);
    await fixture.confirm(other.attempt, (await fixture.confirmationTo(shared)).code);
    expect(await fixture.activate({ ...activation(mine), email: null })).toEqual({ result: 'email-taken' });
    expect(await fixture.activate(activation(mine))).toMatchObject({ result: 'pending' });
  });

  it('that was not offered cannot be taken: nothing is spent', async () => {
    const holder = await memberWith(null);
    const posted = await fixture.letter(holder);
    const attempt = await fixture.opened(posted);
    await file(holder.number, someEmail());
    expect(await fixture.activate({ ...activation(attempt), email: null })).toEqual({ result: 'ended' });
    expect(await fixture.accountsOf(holder)).toEqual([]);
    expect(await fixture.show(posted)).toMatchObject({ result: 'accepted' });
  });

  it('is not told with a wrong letter', async () => {
    const holder = await memberWith(someEmail());
    await fixture.letter(holder);
    expect(await fixture.show({ holder, code: 'ACDEFGHJKM' })).toEqual({ result: 'wrong', triesLeft: 4 });
  });
});
