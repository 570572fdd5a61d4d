import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordAct } from '../../../../../src-hub/member-space/session/delegation-acts.ts';
import type { SpaceAnswer } from '../../../../../src-shared/hub-api/space-calls.ts';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import { type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { DAY, MINUTE } from '../../../../../src-shared/time/units.ts';
import { type Member, newSide, type Offer, offerOf } from './sides.ts';

const OK = { result: 'ok' };
const UNKNOWN = { result: 'unknown' };
const CODE_NEEDED = { result: 'code-needed' };
const ENDED = { result: 'mandate-ended' };

let fixture: SpaceFixture;

beforeAll(async () => {
  fixture = await SpaceFixture.open();
});
beforeEach(() => {
  fixture.clock.now = FIXTURE_START;
});
afterAll(() => fixture.close());

const member = (familyName?: string, givenName?: string): Promise<Member> =>
  newSide(fixture, familyName, givenName);

/** Somebody logs in and offers, with a fresh code. @returns the offer's id */
async function offered(giver: FixturePerson, helper: Member, changed: Partial<Offer> = {}): Promise<string> {
  const { token } = await fixture.login(giver);
  const offer = offerOf(helper, { proof: await fixture.proof(token, 'delegation'), ...changed });
  expect(await fixture.call(token, 'offer-delegation', offer)).toMatchObject(OK);
  return offer.id;
}

async function accepted(giver: FixturePerson, helper: Member, changed: Partial<Offer> = {}): Promise<string> {
  const delegation = await offered(giver, helper, changed);
  const { token } = await fixture.login(helper);
  const proof = await fixture.proof(token, 'delegation');
  const answer = { delegation, accept: true, proof, language: 'fr' } as const;
  expect(await fixture.call(token, 'answer-delegation', answer)).toEqual(OK);
  return delegation;
}

async function listOf(person: FixturePerson): Promise<SpaceAnswer<'delegations'> & { result: 'ok' }> {
  const { token } = await fixture.login(person);
  const list = await fixture.call(token, 'delegations', {});
  if (list.result !== 'ok') throw new Error(list.result);
  return list;
}

/** Kinds of the mails to somebody, oldest first, with the side that they are told as. */
const told = async ({ email }: Member): Promise<string[]> =>
  (await fixture.accounts.mails(email)).map((mail) => `${mail.kind} ${'side' in mail ? mail.side : ''}`);

describe('an offer', () => {
  it('needs a fresh code, ends on the same day months later, and tells both sides', async () => {
    const [giver, helper] = [await member('Exemple', 'Zoé'), await member('Ledoux', 'Achille')];
    const { token } = await fixture.login(giver);
    const offer = offerOf(helper, { scope: 'see', months: 6, language: 'en' });
    expect(await fixture.call(token, 'offer-delegation', offer)).toEqual(CODE_NEEDED);
    const wrong = { ...offer, proof: await fixture.proof(token, 'device') };
    expect(await fixture.call(token, 'offer-delegation', wrong)).toEqual(CODE_NEEDED);
    expect(await told(giver)).toEqual([]);
    const right = { ...offer, proof: await fixture.proof(token, 'delegation') };
    expect(await fixture.call(token, 'offer-delegation', right)).toEqual({ ...OK, endsOn: '2027-05-23' });
    const shared = { kind: 'delegation-offered', scope: 'see', endsOn: '2027-05-23', at: FIXTURE_START };
    expect(await fixture.accounts.mails(giver.email)).toEqual([
      { ...shared, to: giver.email, side: 'giver', other: 'Achille Ledoux', language: 'en' },
    ]);
    expect(await fixture.accounts.mails(helper.email)).toEqual([
      { ...shared, to: helper.email, side: 'helper', other: 'Zoé Exemple', language: 'fr' },
    ]);
    const one = { id: offer.id, kind: 'member', scope: 'see', state: 'offered', lastUsedAt: null };
    expect((await listOf(giver)).given).toMatchObject([{ ...one, name: 'Achille Ledoux' }]);
    expect((await listOf(helper)).received).toMatchObject([{ ...one, name: 'Zoé Exemple' }]);
  });

  it('sent again is made once, and under another’s id not at all', async () => {
    const [giver, helper, stranger] = [await member(), await member(), await member()];
    const { token } = await fixture.login(giver);
    const offer = offerOf(helper, { proof: await fixture.proof(token, 'delegation') });
    const once = { ...OK, endsOn: '2027-02-23' };
    const answers = await Promise.all([1, 2, 3].map(() => fixture.call(token, 'offer-delegation', offer)));
    expect(answers).toEqual([once, once, once]);
    expect(await fixture.call(token, 'offer-delegation', { ...offer, proof: null })).toEqual(once);
    expect(await told(giver)).toHaveLength(1);
    const other = (await fixture.login(stranger)).token;
    const taken = { ...offer, proof: await fixture.proof(other, 'delegation') };
    expect(await fixture.call(other, 'offer-delegation', taken)).toEqual(CODE_NEEDED);
    expect(await listOf(stranger)).toEqual({ ...OK, given: [], received: [] });
  });

  it('is refused while there is one for the same helper, and spends nothing', async () => {
    const [giver, helper] = [await member(), await member()];
    const first = await offered(giver, helper);
    const { token } = await fixture.login(giver);
    const again = offerOf(helper, { proof: await fixture.proof(token, 'delegation') });
    expect(await fixture.call(token, 'offer-delegation', again)).toEqual({ result: 'already' });
    await fixture.call(token, 'revoke-delegation', { delegation: first, language: 'fr' });
    expect(await fixture.call(token, 'offer-delegation', again)).toMatchObject(OK);
    expect(await offered(helper, giver), 'the other way round').toBeTruthy();
  });

  it('can be made by who is only insured, and not to oneself', async () => {
    const [giver, helper] = [await fixture.insured('Marthe'), await member()];
    await offered(giver, helper);
    expect((await listOf(helper)).received).toMatchObject([{ name: 'Marthe Ledoux', state: 'offered' }]);
    expect((await fixture.accounts.mails(giver.identifier)).map(({ kind }) => kind)).toEqual([
      'delegation-offered',
    ]);
    const { token } = await fixture.login(helper);
    const own = offerOf(helper, { proof: await fixture.proof(token, 'delegation') });
    expect(await fixture.call(token, 'offer-delegation', own)).toEqual({ result: 'nobody' });
  });
});

describe('an answer', () => {
  it('accepts with a fresh code only, once however often it comes', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await offered(giver, helper);
    const { token } = await fixture.login(helper);
    const yes = { delegation, accept: true, proof: null, language: 'fr' } as const;
    expect(await fixture.call(token, 'answer-delegation', yes)).toEqual(CODE_NEEDED);
    const [one, two] = [await fixture.proof(token, 'delegation'), await fixture.proof(token, 'delegation')];
    const both = [one, two].map((proof) => fixture.call(token, 'answer-delegation', { ...yes, proof }));
    expect(await Promise.all(both)).toEqual([OK, OK]);
    const spent = await fixture.db
      .selectFrom('sent_code')
      .select('attempt')
      .where('attempt', 'in', [one, two])
      .where('spent_at', 'is not', null)
      .execute();
    expect(spent).toHaveLength(1);
    expect(await told(giver)).toEqual(['delegation-offered giver', 'delegation-accepted giver']);
    expect(await told(helper)).toEqual(['delegation-offered helper', 'delegation-accepted helper']);
    const no = { ...yes, accept: false };
    expect(await fixture.call(token, 'answer-delegation', no), 'it is to be revoked').toEqual(UNKNOWN);
  });

  it('declines without one, for good', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await offered(giver, helper);
    const { token } = await fixture.login(helper);
    const no = { delegation, accept: false, proof: null, language: 'fr' } as const;
    expect(await fixture.call(token, 'answer-delegation', no)).toEqual(OK);
    expect(await fixture.call(token, 'answer-delegation', no)).toEqual(OK);
    const yes = { ...no, accept: true, proof: await fixture.proof(token, 'delegation') };
    expect(await fixture.call(token, 'answer-delegation', yes)).toEqual(UNKNOWN);
    expect(await told(giver)).toEqual(['delegation-offered giver', 'delegation-declined giver']);
    expect((await listOf(giver)).given).toMatchObject([{ state: 'declined' }]);
    fixture.clock.now += 91 * DAY;
    expect((await listOf(giver)).given).toEqual([]);
  });

  it('comes too late when the offer was taken back, has ended, or its giver has left', async () => {
    const helper = await member();
    const answer = async (delegation: string): Promise<unknown> => {
      const { token } = await fixture.login(helper);
      const proof = await fixture.proof(token, 'delegation');
      return fixture.call(token, 'answer-delegation', { delegation, accept: true, proof, language: 'fr' });
    };
    const [back, late, gone] = [await member(), await member(), await member()];
    const taken = await offered(back, helper);
    const { token } = await fixture.login(back);
    await fixture.call(token, 'revoke-delegation', { delegation: taken, language: 'fr' });
    expect(await answer(taken)).toEqual(UNKNOWN);
    const left = await offered(gone, helper);
    await close(gone);
    expect(await answer(left)).toEqual(UNKNOWN);
    const old = await offered(late, helper, { months: 1 });
    fixture.clock.now = Date.UTC(2026, 11, 23, 23, 30);
    expect(await answer(old), 'the 24th in France').toEqual(UNKNOWN);
    fixture.clock.now = Date.UTC(2026, 11, 23, 22, 30);
    expect(await answer(old), 'the last day').toEqual(OK);
  });
});

async function close({ number }: { number: string }): Promise<void> {
  await fixture.db
    .updateTable('member')
    .set({ closed_at: new Date(fixture.clock.now) })
    .where('number', '=', number)
    .execute();
}

describe('acting for another', () => {
  it('is chosen in the session, seen in it at once, and left again', async () => {
    const [giver, helper] = [await member('Exemple', 'Zoé'), await member()];
    const delegation = await accepted(giver, helper);
    const { token } = await fixture.login(helper);
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual(OK);
    expect(await fixture.call(token, 'status', {})).toMatchObject({
      acting: { delegation, holder: giver.holder, name: 'Zoé Exemple', scope: 'ask', endsOn: '2027-02-23' },
    });
    expect(await fixture.call(token, 'delegations', {})).toEqual({ result: 'not-allowed' });
    expect(await fixture.call(token, 'act-for', { delegation: null })).toEqual(OK);
    expect(await fixture.call(token, 'status', {})).toMatchObject({ acting: null });
    expect((await listOf(giver)).given).toMatchObject([{ state: 'active', lastUsedAt: FIXTURE_START }]);
  });

  it('is only possible under one’s own, accepted delegation', async () => {
    const [giver, helper, stranger] = [await member(), await member(), await member()];
    const waiting = await offered(giver, helper);
    const { token } = await fixture.login(helper);
    expect(await fixture.call(token, 'act-for', { delegation: waiting })).toEqual(UNKNOWN);
    const delegation = await fixture.delegation(giver, stranger);
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual(UNKNOWN);
    const own = (await fixture.login(giver)).token;
    expect(await fixture.call(own, 'act-for', { delegation }), 'the giver').toEqual(UNKNOWN);
    expect(await fixture.call(token, 'act-for', { delegation: randomUUID() })).toEqual(UNKNOWN);
  });

  it.each<[string, (giver: Member, helper: Member, delegation: string) => Promise<unknown>]>([
    ['the giver ends it', async (giver, _helper, delegation) => revoke(giver, delegation)],
    ['the helper ends it at another kiosk', async (_giver, helper, delegation) => revoke(helper, delegation)],
    ['the giver leaves', async (giver) => close(giver)],
    [
      'its last day passes',
      () => {
        // The session goes on over midnight in France.
        fixture.clock.now += 3 * MINUTE;
        return Promise.resolve();
      },
    ],
  ])('ends during the visit when %s; the session is the helper’s own again', async (_what, end) => {
    fixture.clock.now = Date.UTC(2026, 10, 23, 22, 58);
    const [giver, helper] = [await member(), await member()];
    const delegation = await fixture.delegation(giver, helper, { days: 0 });
    const { token } = await fixture.login(helper);
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual(OK);
    await end(giver, helper, delegation);
    expect(await fixture.call(token, 'status', {})).toEqual(ENDED);
    expect(await fixture.call(token, 'status', {})).toMatchObject({ result: 'ok', acting: null });
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual(UNKNOWN);
  });

  it('ends as well with a giver who is only insured', async () => {
    const [giver, helper] = [await fixture.insured(), await member()];
    const delegation = await fixture.delegation(giver, helper);
    const { token } = await fixture.login(helper);
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual(OK);
    await fixture.db
      .updateTable('insured')
      .set({ closed_at: new Date(FIXTURE_START) })
      .where('nir', '=', Buffer.from(giver.subject.slice('nir:'.length), 'hex'))
      .execute();
    expect(await fixture.call(token, 'home', {})).toEqual(ENDED);
    expect(await fixture.call(token, 'act-for', { delegation })).toEqual(UNKNOWN);
  });
});

async function revoke(by: Member, delegation: string): Promise<void> {
  const kiosk = await fixture.accounts.client();
  const { token } = await fixture.login(by, kiosk);
  const body = { delegation, language: 'fr' } as const;
  expect(await fixture.call(token, 'revoke-delegation', body, { kiosk })).toEqual(OK);
}

describe('an end', () => {
  it('by either side is told to both, once', async () => {
    for (const by of [0, 1] as const) {
      const sides = [await member(), await member()] as const;
      const delegation = await accepted(...sides);
      const { token } = await fixture.login(sides[by]);
      const body = { delegation, language: 'fr' } as const;
      const both = await Promise.all([1, 2].map(() => fixture.call(token, 'revoke-delegation', body)));
      expect(both).toEqual([OK, OK]);
      for (const side of sides)
        expect((await told(side)).filter((line) => line.startsWith('delegation-revoked'))).toHaveLength(1);
      const [given] = (await listOf(sides[0])).given;
      expect(given).toMatchObject({ state: 'revoked' });
    }
  });
});

describe('the journal', () => {
  it('tells the giver alone what the helper did, in pages, looks once in five minutes', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await fixture.delegation(giver, helper);
    const { database } = fixture.deps;
    const acting = {
      acting: { delegation, scope: 'all', giver: giver.subject, endsOn: '2026-12-23' },
    } as const;
    const at = (minutes: number): Date => new Date(FIXTURE_START + minutes * MINUTE);
    for (const minutes of [0, 1, 4, 5, 6]) await recordAct(database, acting, 'saw-devices', at(minutes));
    await recordAct(database, acting, 'saw-guarantees', at(1));
    for (let n = 0; n < 15; n += 1)
      await recordAct(database, acting, 'sent-request', at(7), `KT4M-7XW${n.toString(16).toUpperCase()}`);
    await recordAct(database, { acting: null }, 'saw-requests', at(8));
    const { token } = await fixture.login(giver);
    const page = (number: number): Promise<SpaceAnswer<'journal'>> =>
      fixture.call(token, 'journal', { delegation, page: number });
    const first = await page(0);
    expect(first).toMatchObject({ ...OK, total: 18, page: 0, pages: 3 });
    const rows = 'rows' in first ? first.rows : [];
    expect(rows.map(({ detail }) => detail?.at(-1)).join('')).toBe('EDCBA987');
    expect(rows[0]).toEqual({ what: 'sent-request', detail: 'KT4M-7XWE', at: FIXTURE_START + 7 * MINUTE });
    const last = {
      ...OK,
      total: 18,
      page: 2,
      pages: 3,
      rows: [{ what: 'saw-guarantees' }, { what: 'saw-devices' }],
    };
    expect(await page(2)).toMatchObject(last);
    expect(await page(99)).toMatchObject(last);
    const other = (await fixture.login(helper)).token;
    expect(await fixture.call(other, 'journal', { delegation, page: 0 })).toEqual(UNKNOWN);
    expect((await listOf(giver)).given).toMatchObject([{ lastUsedAt: FIXTURE_START + 7 * MINUTE }]);
  });

  it('of a delegation that nobody used is one empty page', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await fixture.delegation(giver, helper);
    const { token } = await fixture.login(giver);
    const empty = { ...OK, total: 0, page: 0, pages: 1, rows: [] };
    expect(await fixture.call(token, 'journal', { delegation, page: 3 })).toEqual(empty);
  });
});

describe('the log', () => {
  it('has no name, number or address', async () => {
    const [giver, helper] = [await member('Kerguelen'), await member('Trévarez')];
    await accepted(giver, helper);
    for (const secret of ['Kerguelen', 'Trévarez', giver.number, helper.number, 'exemple.fr'])
      expect(fixture.accounts.log.text()).not.toContain(secret);
  });
});
