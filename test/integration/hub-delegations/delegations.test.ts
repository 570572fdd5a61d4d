import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordAct } from '../../../src-hub/space/delegation-acts.ts';
import type { SpaceAnswer, SpaceBody } from '../../../src-shared/sync/space.ts';
import { DESK_START } from '../../support/hub/account-desk.ts';
import { type DeskPerson, SpaceDesk } from '../../support/hub/space-desk.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';

const OK = { result: 'ok' };
const UNKNOWN = { result: 'unknown' };
const CODE_NEEDED = { result: 'code-needed' };
const ENDED = { result: 'mandate-ended' };

type Member = DeskPerson & { readonly number: string; readonly email: string };
type Offer = SpaceBody<'offer-delegation'>;

let desk: SpaceDesk;
let serial = 0;

beforeAll(async () => {
  desk = await SpaceDesk.open();
});
beforeEach(() => {
  desk.clock.now = DESK_START;
});
afterAll(() => desk.close());

async function member(familyName = 'Le Gall-Évenou', givenName = 'Odette'): Promise<Member> {
  const email = `side-${(serial += 1)}@exemple.fr`;
  return { ...(await desk.member({ email, familyName, givenName })), email };
}

const offerOf = ({ number, familyName }: Member, changed: Partial<Offer> = {}): Offer => ({
  ...{ id: randomUUID(), number, familyName, scope: 'ask', months: 3, proof: null, language: 'fr' },
  ...changed,
});

/** Somebody logs in and offers, with a fresh code. @returns the offer's id */
async function offered(giver: DeskPerson, helper: Member, changed: Partial<Offer> = {}): Promise<string> {
  const { token } = await desk.login(giver);
  const offer = offerOf(helper, { proof: await desk.proof(token, 'delegation'), ...changed });
  expect(await desk.call(token, 'offer-delegation', offer)).toMatchObject(OK);
  return offer.id;
}

async function accepted(giver: DeskPerson, helper: Member, changed: Partial<Offer> = {}): Promise<string> {
  const delegation = await offered(giver, helper, changed);
  const { token } = await desk.login(helper);
  const proof = await desk.proof(token, 'delegation');
  const answer = { delegation, accept: true, proof, language: 'fr' } as const;
  expect(await desk.call(token, 'answer-delegation', answer)).toEqual(OK);
  return delegation;
}

async function listOf(person: DeskPerson): Promise<SpaceAnswer<'delegations'> & { result: 'ok' }> {
  const { token } = await desk.login(person);
  const list = await desk.call(token, 'delegations', {});
  if (list.result !== 'ok') throw new Error(list.result);
  return list;
}

/** Kinds of the mails to somebody, oldest first, with the side that they are told as. */
const told = async ({ email }: Member): Promise<string[]> =>
  (await desk.accounts.mails(email)).map((mail) => `${mail.kind} ${'side' in mail ? mail.side : ''}`);

describe('looking for a helper', () => {
  const look = (token: string, number: string, familyName: string): Promise<SpaceAnswer<'find-helper'>> =>
    desk.call(token, 'find-helper', { number, familyName });

  it('takes the name as claims do, and never oneself', async () => {
    const [giver, helper] = [await member(), await member('Le Gall-Évenou', 'Achille')];
    const { token } = await desk.login(giver);
    for (const name of ['le gall evenou', ' LEGALL ÉVENOU ', 'Le Gall-Évenou'])
      expect(await look(token, helper.number, name)).toEqual({
        result: 'ok',
        name: 'Achille Le Gall-Évenou',
      });
    expect(await look(token, giver.number, 'Le Gall-Évenou')).toEqual({ result: 'yourself' });
  });

  it('says the same of a wrong name, of nobody, of who has left, and of who is named already', async () => {
    const [giver, helper, left, named] = [await member(), await member(), await member(), await member()];
    await desk.accounts.deps.database.db
      .updateTable('member')
      .set({ closed_at: new Date(DESK_START) })
      .where('number', '=', left.number)
      .execute();
    await desk.delegation(giver, named);
    const { token } = await desk.login(giver);
    expect(await look(token, helper.number, 'Autre')).toEqual({ result: 'nobody', triesLeft: 4 });
    expect(await look(token, '9999999999', helper.familyName)).toEqual({ result: 'nobody', triesLeft: 3 });
    expect(await look(token, left.number, left.familyName)).toEqual({ result: 'nobody', triesLeft: 2 });
    expect(await look(token, named.number, 'Autre')).toEqual({ result: 'nobody', triesLeft: 1 });
    expect(await look(token, named.number, named.familyName)).toEqual({ result: 'already' });
    expect(await look(token, helper.number, '- -')).toEqual({ result: 'nobody', triesLeft: 0 });
    const locked = { result: 'locked', waitMs: DAY };
    expect(await look(token, helper.number, helper.familyName)).toEqual(locked);
    desk.clock.now += DAY - 1;
    const later = (await desk.login(giver)).token;
    expect(await look(later, helper.number, helper.familyName)).toEqual({ result: 'locked', waitMs: 1 });
    desk.clock.now += 1;
    expect(await look(later, helper.number, helper.familyName)).toMatchObject(OK);
  });

  it('counts those that come at once, and those of an offer', async () => {
    const [giver, helper] = [await member(), await member()];
    const { token } = await desk.login(giver);
    const at = await Promise.all(Array.from({ length: 8 }, () => look(token, helper.number, 'Autre')));
    expect(at.filter(({ result }) => result === 'nobody')).toHaveLength(5);
    expect(at.filter(({ result }) => result === 'locked')).toHaveLength(3);
    const proof = await desk.proof(token, 'delegation');
    expect(await desk.call(token, 'offer-delegation', offerOf(helper, { proof }))).toEqual({
      result: 'nobody',
    });
    const other = await member();
    const second = (await desk.login(other)).token;
    await desk.call(second, 'offer-delegation', offerOf(helper, { familyName: 'Autre' }));
    expect(await look(second, helper.number, 'Autre')).toEqual({ result: 'nobody', triesLeft: 3 });
  });
});

describe('an offer', () => {
  it('needs a fresh code, ends on the same day months later, and tells both sides', async () => {
    const [giver, helper] = [await member('Exemple', 'Zoé'), await member('Ledoux', 'Achille')];
    const { token } = await desk.login(giver);
    const offer = offerOf(helper, { scope: 'see', months: 6, language: 'en' });
    expect(await desk.call(token, 'offer-delegation', offer)).toEqual(CODE_NEEDED);
    const wrong = { ...offer, proof: await desk.proof(token, 'device') };
    expect(await desk.call(token, 'offer-delegation', wrong)).toEqual(CODE_NEEDED);
    expect(await told(giver)).toEqual([]);
    const right = { ...offer, proof: await desk.proof(token, 'delegation') };
    expect(await desk.call(token, 'offer-delegation', right)).toEqual({ ...OK, endsOn: '2027-05-23' });
    const shared = { kind: 'delegation-offered', scope: 'see', endsOn: '2027-05-23', at: DESK_START };
    expect(await desk.accounts.mails(giver.email)).toEqual([
      { ...shared, to: giver.email, side: 'giver', other: 'Achille Ledoux', language: 'en' },
    ]);
    expect(await desk.accounts.mails(helper.email)).toEqual([
      { ...shared, to: helper.email, side: 'helper', other: 'Zoé Exemple', language: 'fr' },
    ]);
    const one = { id: offer.id, kind: 'member', scope: 'see', state: 'offered', lastUsedAt: null };
    expect((await listOf(giver)).given).toMatchObject([{ ...one, name: 'Achille Ledoux' }]);
    expect((await listOf(helper)).received).toMatchObject([{ ...one, name: 'Zoé Exemple' }]);
  });

  it('sent again is made once, and under another’s id not at all', async () => {
    const [giver, helper, stranger] = [await member(), await member(), await member()];
    const { token } = await desk.login(giver);
    const offer = offerOf(helper, { proof: await desk.proof(token, 'delegation') });
    const once = { ...OK, endsOn: '2027-02-23' };
    const answers = await Promise.all([1, 2, 3].map(() => desk.call(token, 'offer-delegation', offer)));
    expect(answers).toEqual([once, once, once]);
    expect(await desk.call(token, 'offer-delegation', { ...offer, proof: null })).toEqual(once);
    expect(await told(giver)).toHaveLength(1);
    const other = (await desk.login(stranger)).token;
    const taken = { ...offer, proof: await desk.proof(other, 'delegation') };
    expect(await desk.call(other, 'offer-delegation', taken)).toEqual(CODE_NEEDED);
    expect(await listOf(stranger)).toEqual({ ...OK, given: [], received: [] });
  });

  it('is refused while there is one for the same helper, and spends nothing', async () => {
    const [giver, helper] = [await member(), await member()];
    const first = await offered(giver, helper);
    const { token } = await desk.login(giver);
    const again = offerOf(helper, { proof: await desk.proof(token, 'delegation') });
    expect(await desk.call(token, 'offer-delegation', again)).toEqual({ result: 'already' });
    await desk.call(token, 'revoke-delegation', { delegation: first, language: 'fr' });
    expect(await desk.call(token, 'offer-delegation', again)).toMatchObject(OK);
    expect(await offered(helper, giver), 'the other way round').toBeTruthy();
  });

  it('can be made by who is only insured, and not to oneself', async () => {
    const [giver, helper] = [await desk.insured('Marthe'), await member()];
    await offered(giver, helper);
    expect((await listOf(helper)).received).toMatchObject([{ name: 'Marthe Ledoux', state: 'offered' }]);
    expect((await desk.accounts.mails(giver.identifier)).map(({ kind }) => kind)).toEqual([
      'delegation-offered',
    ]);
    const { token } = await desk.login(helper);
    const own = offerOf(helper, { proof: await desk.proof(token, 'delegation') });
    expect(await desk.call(token, 'offer-delegation', own)).toEqual({ result: 'nobody' });
  });
});

describe('an answer', () => {
  it('accepts with a fresh code only, once however often it comes', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await offered(giver, helper);
    const { token } = await desk.login(helper);
    const yes = { delegation, accept: true, proof: null, language: 'fr' } as const;
    expect(await desk.call(token, 'answer-delegation', yes)).toEqual(CODE_NEEDED);
    const [one, two] = [await desk.proof(token, 'delegation'), await desk.proof(token, 'delegation')];
    const both = [one, two].map((proof) => desk.call(token, 'answer-delegation', { ...yes, proof }));
    expect(await Promise.all(both)).toEqual([OK, OK]);
    const spent = await desk.db
      .selectFrom('space_code')
      .select('attempt')
      .where('attempt', 'in', [one, two])
      .where('spent_at', 'is not', null)
      .execute();
    expect(spent).toHaveLength(1);
    expect(await told(giver)).toEqual(['delegation-offered giver', 'delegation-accepted giver']);
    expect(await told(helper)).toEqual(['delegation-offered helper', 'delegation-accepted helper']);
    const no = { ...yes, accept: false };
    expect(await desk.call(token, 'answer-delegation', no), 'it is to be revoked').toEqual(UNKNOWN);
  });

  it('declines without one, for good', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await offered(giver, helper);
    const { token } = await desk.login(helper);
    const no = { delegation, accept: false, proof: null, language: 'fr' } as const;
    expect(await desk.call(token, 'answer-delegation', no)).toEqual(OK);
    expect(await desk.call(token, 'answer-delegation', no)).toEqual(OK);
    const yes = { ...no, accept: true, proof: await desk.proof(token, 'delegation') };
    expect(await desk.call(token, 'answer-delegation', yes)).toEqual(UNKNOWN);
    expect(await told(giver)).toEqual(['delegation-offered giver', 'delegation-declined giver']);
    expect((await listOf(giver)).given).toMatchObject([{ state: 'declined' }]);
    desk.clock.now += 91 * DAY;
    expect((await listOf(giver)).given).toEqual([]);
  });

  it('comes too late when the offer was taken back, has ended, or its giver has left', async () => {
    const helper = await member();
    const answer = async (delegation: string): Promise<unknown> => {
      const { token } = await desk.login(helper);
      const proof = await desk.proof(token, 'delegation');
      return desk.call(token, 'answer-delegation', { delegation, accept: true, proof, language: 'fr' });
    };
    const [back, late, gone] = [await member(), await member(), await member()];
    const taken = await offered(back, helper);
    const { token } = await desk.login(back);
    await desk.call(token, 'revoke-delegation', { delegation: taken, language: 'fr' });
    expect(await answer(taken)).toEqual(UNKNOWN);
    const left = await offered(gone, helper);
    await close(gone);
    expect(await answer(left)).toEqual(UNKNOWN);
    const old = await offered(late, helper, { months: 1 });
    desk.clock.now = Date.UTC(2026, 11, 23, 23, 30);
    expect(await answer(old), 'the 24th in France').toEqual(UNKNOWN);
    desk.clock.now = Date.UTC(2026, 11, 23, 22, 30);
    expect(await answer(old), 'the last day').toEqual(OK);
  });
});

async function close({ number }: { number: string }): Promise<void> {
  await desk.db
    .updateTable('member')
    .set({ closed_at: new Date(desk.clock.now) })
    .where('number', '=', number)
    .execute();
}

describe('acting for another', () => {
  it('is chosen in the session, seen in it at once, and left again', async () => {
    const [giver, helper] = [await member('Exemple', 'Zoé'), await member()];
    const delegation = await accepted(giver, helper);
    const { token } = await desk.login(helper);
    expect(await desk.call(token, 'act-for', { delegation })).toEqual(OK);
    expect(await desk.call(token, 'status', {})).toMatchObject({
      acting: { delegation, holder: giver.holder, name: 'Zoé Exemple', scope: 'ask', endsOn: '2027-02-23' },
    });
    expect(await desk.call(token, 'delegations', {})).toEqual({ result: 'not-allowed' });
    expect(await desk.call(token, 'act-for', { delegation: null })).toEqual(OK);
    expect(await desk.call(token, 'status', {})).toMatchObject({ acting: null });
    expect((await listOf(giver)).given).toMatchObject([{ state: 'active', lastUsedAt: DESK_START }]);
  });

  it('is only possible under one’s own, accepted delegation', async () => {
    const [giver, helper, stranger] = [await member(), await member(), await member()];
    const waiting = await offered(giver, helper);
    const { token } = await desk.login(helper);
    expect(await desk.call(token, 'act-for', { delegation: waiting })).toEqual(UNKNOWN);
    const delegation = await desk.delegation(giver, stranger);
    expect(await desk.call(token, 'act-for', { delegation })).toEqual(UNKNOWN);
    const own = (await desk.login(giver)).token;
    expect(await desk.call(own, 'act-for', { delegation }), 'the giver').toEqual(UNKNOWN);
    expect(await desk.call(token, 'act-for', { delegation: randomUUID() })).toEqual(UNKNOWN);
  });

  it.each<[string, (giver: Member, helper: Member, delegation: string) => Promise<unknown>]>([
    ['the giver ends it', async (giver, _helper, delegation) => revoke(giver, delegation)],
    ['the helper ends it at another kiosk', async (_giver, helper, delegation) => revoke(helper, delegation)],
    ['the giver leaves', async (giver) => close(giver)],
    [
      'its last day passes',
      () => {
        // The session goes on over midnight in France.
        desk.clock.now += 3 * MINUTE;
        return Promise.resolve();
      },
    ],
  ])('ends during the visit when %s; the session is the helper’s own again', async (_what, end) => {
    desk.clock.now = Date.UTC(2026, 10, 23, 22, 58);
    const [giver, helper] = [await member(), await member()];
    const delegation = await desk.delegation(giver, helper, { days: 0 });
    const { token } = await desk.login(helper);
    expect(await desk.call(token, 'act-for', { delegation })).toEqual(OK);
    await end(giver, helper, delegation);
    expect(await desk.call(token, 'status', {})).toEqual(ENDED);
    expect(await desk.call(token, 'status', {})).toMatchObject({ result: 'ok', acting: null });
    expect(await desk.call(token, 'act-for', { delegation })).toEqual(UNKNOWN);
  });

  it('ends as well with a giver who is only insured', async () => {
    const [giver, helper] = [await desk.insured(), await member()];
    const delegation = await desk.delegation(giver, helper);
    const { token } = await desk.login(helper);
    expect(await desk.call(token, 'act-for', { delegation })).toEqual(OK);
    await desk.db
      .updateTable('insured')
      .set({ closed_at: new Date(DESK_START) })
      .where('nir', '=', Buffer.from(giver.subject.slice('nir:'.length), 'hex'))
      .execute();
    expect(await desk.call(token, 'home', {})).toEqual(ENDED);
    expect(await desk.call(token, 'act-for', { delegation })).toEqual(UNKNOWN);
  });
});

async function revoke(by: Member, delegation: string): Promise<void> {
  const kiosk = await desk.accounts.client();
  const { token } = await desk.login(by, kiosk);
  const body = { delegation, language: 'fr' } as const;
  expect(await desk.call(token, 'revoke-delegation', body, { kiosk })).toEqual(OK);
}

describe('an end', () => {
  it('by either side is told to both, once', async () => {
    for (const by of [0, 1] as const) {
      const sides = [await member(), await member()] as const;
      const delegation = await accepted(...sides);
      const { token } = await desk.login(sides[by]);
      const body = { delegation, language: 'fr' } as const;
      const both = await Promise.all([1, 2].map(() => desk.call(token, 'revoke-delegation', body)));
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
    const delegation = await desk.delegation(giver, helper);
    const { database } = desk.deps;
    const acting = {
      acting: { delegation, scope: 'all', giver: giver.subject, endsOn: '2026-12-23' },
    } as const;
    const at = (minutes: number): Date => new Date(DESK_START + minutes * MINUTE);
    for (const minutes of [0, 1, 4, 5, 6]) await recordAct(database, acting, 'saw-devices', at(minutes));
    await recordAct(database, acting, 'saw-guarantees', at(1));
    for (let n = 0; n < 15; n += 1)
      await recordAct(database, acting, 'sent-request', at(7), `KT4M-7XW${n.toString(16).toUpperCase()}`);
    await recordAct(database, { acting: null }, 'saw-requests', at(8));
    const { token } = await desk.login(giver);
    const page = (number: number): Promise<SpaceAnswer<'journal'>> =>
      desk.call(token, 'journal', { delegation, page: number });
    const first = await page(0);
    expect(first).toMatchObject({ ...OK, total: 18, page: 0, pages: 3 });
    const rows = 'rows' in first ? first.rows : [];
    expect(rows.map(({ detail }) => detail?.at(-1)).join('')).toBe('EDCBA987');
    expect(rows[0]).toEqual({ what: 'sent-request', detail: 'KT4M-7XWE', at: DESK_START + 7 * MINUTE });
    const last = {
      ...OK,
      total: 18,
      page: 2,
      pages: 3,
      rows: [{ what: 'saw-guarantees' }, { what: 'saw-devices' }],
    };
    expect(await page(2)).toMatchObject(last);
    expect(await page(99)).toMatchObject(last);
    const other = (await desk.login(helper)).token;
    expect(await desk.call(other, 'journal', { delegation, page: 0 })).toEqual(UNKNOWN);
    expect((await listOf(giver)).given).toMatchObject([{ lastUsedAt: DESK_START + 7 * MINUTE }]);
  });

  it('of a delegation that nobody used is one empty page', async () => {
    const [giver, helper] = [await member(), await member()];
    const delegation = await desk.delegation(giver, helper);
    const { token } = await desk.login(giver);
    const empty = { ...OK, total: 0, page: 0, pages: 1, rows: [] };
    expect(await desk.call(token, 'journal', { delegation, page: 3 })).toEqual(empty);
  });
});

describe('the log', () => {
  it('has no name, number or address', async () => {
    const [giver, helper] = [await member('Kerguelen'), await member('Trévarez')];
    await accepted(giver, helper);
    for (const secret of ['Kerguelen', 'Trévarez', giver.number, helper.number, 'exemple.fr'])
      expect(desk.accounts.log.text()).not.toContain(secret);
  });
});
