import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoGuaranteesFile } from '../../../../../tools/demo/demo-space.ts';
import type { SpaceDone } from '../../../../../src-shared/hub-api/space-calls.ts';
import { type FixturePerson, SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import { importText, reimbursementsOf, row } from './support.ts';
import { DAY } from '../../../../../src-shared/time/units.ts';

const MANY = 10_000;

const fixture = await SpaceFixture.open();
afterAll(() => fixture.close());

type Page = SpaceDone<'reimbursements'>;

async function pageOf(token: string, page: number, year: number | null = null): Promise<Page> {
  const answer = await fixture.call(token, 'reimbursements', { page, year });
  return answer.result === 'ok' ? answer : expect.fail(answer.result);
}

async function homeOf(token: string): Promise<SpaceDone<'home'>> {
  const answer = await fixture.call(token, 'home', {});
  return answer.result === 'ok' ? answer : expect.fail(answer.result);
}

async function tokenOf(person: Pick<FixturePerson, 'identifier'>): Promise<string> {
  return (await fixture.login(person)).token;
}

const load = async (...rows: string[]): Promise<void> => {
  const said = await importText(fixture.deps, 'reimbursements', reimbursementsOf(...rows));
  expect(said).toMatchObject({ code: 0, last: expect.stringContaining('rejected 0') as string });
};

const ids = ({ rows }: Page): string[] => rows.map(({ id }) => id);

describe('a member with nothing', () => {
  it('has an empty home, one empty page, and no chart', async () => {
    const token = await tokenOf(await fixture.member());
    expect(await homeOf(token)).toEqual({
      ...{
        result: 'ok',
        latest: null,
        open: 0,
        answered: 0,
        blockedDevices: 0,
        offers: 0,
        helped: 0,
        toConfirm: [],
      },
    });
    const nothing = { result: 'ok', rows: [], total: 0, page: 0, pages: 1, years: [], chart: null };
    expect(await pageOf(token, 0)).toEqual(nothing);
    expect(await pageOf(token, 1_000_000, 2026)).toEqual(nothing);
  });
});

describe('a member with 10,000 reimbursements', () => {
  let token: string;
  const inserted: { id: string; careOn: string }[] = [];
  beforeAll(async () => {
    const member = await fixture.member();
    token = await tokenOf(member);
    const rows = Array.from({ length: MANY }, (_, index) => {
      // Four a day, so that the order within a day matters; not in order of the file.
      const careOn = new Date(Date.UTC(2026, 10, 23) - Math.floor(index / 4) * DAY)
        .toISOString()
        .slice(0, 10);
      const id = `M-${(index * 7919) % MANY}`;
      inserted.push({ id, careOn });
      return row(id, member.number, { care_on: careOn });
    });
    await load(...rows.toReversed());
    inserted.sort((one, other) =>
      one.careOn === other.careOn ? (one.id < other.id ? 1 : -1) : one.careOn < other.careOn ? 1 : -1,
    );
  });

  it('has them newest first, four a page, each once', async () => {
    const pages = [0, 1, 2, 1250, 2498, 2499];
    for (const page of pages) {
      const found = await pageOf(token, page);
      expect(found).toMatchObject({ total: MANY, page, pages: 2500 });
      expect(ids(found)).toEqual(inserted.slice(page * 4, page * 4 + 4).map(({ id }) => id));
    }
    expect((await homeOf(token)).latest?.id).toBe(inserted[0]?.id);
  });

  it('has the last page for one beyond the end', async () => {
    const found = await pageOf(token, 5000);
    expect(found.page).toBe(2499);
    expect(ids(found)).toEqual(inserted.slice(-4).map(({ id }) => id));
  });

  it('has the rows of one year alone when it is chosen, and all years to choose from', async () => {
    const of2024 = inserted.filter(({ careOn }) => careOn.startsWith('2024'));
    const found = await pageOf(token, 365, 2024);
    expect(found).toMatchObject({ total: of2024.length, page: 365, pages: 366 });
    expect(ids(found)).toEqual(of2024.slice(365 * 4).map(({ id }) => id));
    expect(found.years).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020]);
    expect(found.chart?.months).toEqual(
      [124, 116, 124, 120, 124, 120, 124, 124, 120, 124, 120, 124].map((n) => n * 900),
    );
  });

  it('is answered without delay', async () => {
    const times: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const began = performance.now();
      await pageOf(token, 1600);
      times.push(performance.now() - began);
    }
    // The goal is 20 ms on a machine that does nothing else; a row by row walk would take seconds.
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});

describe('the chart', () => {
  it('sums what was paid in euros, by month of the care, with what was taken back', async () => {
    const member = await fixture.member();
    const token = await tokenOf(member);
    const cares = [
      { care_on: '2026-01-31', mutual: '12,50' },
      { care_on: '2026-01-01', mutual: '-3,10' },
      { care_on: '2026-12-31', mutual: '1 234,56' },
      { care_on: '2026-02-01', mutual: '7,00', status: 'pending' },
      { care_on: '2026-02-02', mutual: '7,00', status: 'refused' },
      { care_on: '2026-02-03', mutual: '96,00', currency: 'CHF' },
      { care_on: '2026-02-04', mutual: '5,00', currency: 'XPF' },
      { care_on: '2025-06-15', mutual: '-2,26' },
      { care_on: '2023-06-15', mutual: '4,00', status: 'pending' },
    ];
    await load(...cares.map((care, index) => row(`C-${index}`, member.number, care)));
    const zeros = Array.from({ length: 12 }, () => 0);
    const latest = await pageOf(token, 0);
    expect(latest.years).toEqual([2026, 2025, 2023]);
    expect(latest.chart).toEqual({ year: 2026, months: [940, ...zeros.slice(2), 123_456] });
    expect(latest.rows[1]).toMatchObject({ currency: 'XPF', mutual: 500 });
    expect((await pageOf(token, 0, 2025)).chart).toEqual({ year: 2025, months: zeros.with(5, -226) });
    expect((await pageOf(token, 0, 2023)).chart).toEqual({ year: 2023, months: zeros });
    expect(await pageOf(token, 0, 2024)).toMatchObject({
      rows: [],
      total: 0,
      page: 0,
      pages: 1,
      chart: null,
    });
  });
});

describe('the home', () => {
  it('counts what waits for its person', async () => {
    const member = await fixture.member();
    const token = await tokenOf(member);
    const helper = await fixture.member();
    const now = fixture.clock.now;
    const request = async (state: 'received' | 'in-progress' | 'done' | 'refused' | 'superseded', days = 1) =>
      fixture.db
        .insertInto('member_request')
        .values({
          ...{ id: randomUUID(), receipt: 'R', holder: member.subject, made_by: member.subject },
          ...{
            delegation: null,
            kind: 'question',
            topic: 'other',
            sealed: Buffer.alloc(1),
            state,
            reply: null,
          },
          ...{ made_at: new Date(now - 60 * DAY), changed_at: new Date(now - days * DAY) },
          ...{ effective_on: null, applied_at: null },
        })
        .execute();
    for (const state of ['received', 'in-progress', 'done', 'refused', 'superseded'] as const)
      await request(state);
    await request('done', 31);
    await request('received', 31);
    const device = async (blocked: boolean, deleted: boolean) =>
      fixture.db
        .insertInto('device')
        .values({
          ...{ holder: member.subject, name: 'Téléphone', kind: 'phone', place: null },
          ...{ registered_at: new Date(now), used_at: new Date(now) },
          ...{ token_hash: deleted ? null : Buffer.from(randomUUID()) },
          ...{ blocked_at: blocked ? new Date(now) : null, deleted_at: deleted ? new Date(now) : null },
        })
        .execute();
    await Promise.all([device(true, false), device(true, true), device(false, false)]);
    const others = [
      await fixture.member(),
      await fixture.member(),
      await fixture.member(),
      await fixture.member(),
    ] as const;
    await fixture.delegation(others[0], member);
    const offer = await fixture.delegation(others[1], member);
    const revoked = await fixture.delegation(others[2], member);
    await fixture.delegation(others[3], member, { days: -1 });
    await fixture.db.updateTable('delegation').set({ accepted_at: null }).where('id', '=', offer).execute();
    await fixture.db
      .updateTable('delegation')
      .set({ revoked_at: new Date(now), revoked_by: member.subject })
      .where('id', '=', revoked)
      .execute();
    expect(await homeOf(token)).toMatchObject({
      ...{ open: 3, answered: 2, blockedDevices: 1, offers: 1, helped: 1 },
    });
    const given = await fixture.delegation(member, helper);
    const acting = (await fixture.loginFor(helper, given)).token;
    await fixture.delegation(others[0], helper);
    expect(await homeOf(acting)).toMatchObject({
      ...{ open: 3, answered: 2, blockedDevices: 1, offers: 0, helped: 0 },
    });
    await fixture.db
      .updateTable('member')
      .set({ closed_at: new Date(now) })
      .where('number', '=', others[0].number)
      .execute();
    expect(await homeOf(token)).toMatchObject({ offers: 1, helped: 0 });
  });
});

describe('guarantees', () => {
  it('are the whole table in its order, held by the day', async () => {
    const member = await fixture.member();
    const token = await tokenOf(member);
    expect((await importText(fixture.deps, 'guarantees', demoGuaranteesFile(), '--force')).code).toBe(0);
    const terms = [
      ['couverture-1', '2010-01-01', '2019-12-31'],
      ['couverture-2', '2020-01-01', ''],
      ['module-a', '2015-01-01', '2016-12-31'],
      ['module-a', '2026-11-24', ''],
      ['module-b', '2026-01-01', '2026-11-23'],
      ['module-c', '2026-01-01', '2026-11-22'],
    ];
    const file = ['number;guarantee;since;until', ...terms.map((term) => [member.number, ...term].join(';'))];
    expect((await importText(fixture.deps, 'contracts', file.join('\n'))).code).toBe(0);
    const answer = await fixture.call(token, 'guarantees', {});
    if (answer.result !== 'ok') expect.fail(answer.result);
    expect(answer.guarantees.map(({ id, held, since, items }) => [id, held, since, items.length])).toEqual([
      ['couverture-1', false, null, 4],
      ['couverture-2', true, '2020-01-01', 4],
      ['module-a', false, '2026-11-24', 2],
      ['module-b', true, '2026-01-01', 2],
      ['module-c', false, null, 2],
      ['module-plus', false, null, 3],
    ]);
    expect(answer.guarantees[2]?.items[0]).toEqual({
      ...{ field: 'optical', label: 'Lentilles', covers: '120 € par an' },
    });
  });
});

describe('a helper', () => {
  it('sees the data of whom they act for, which its journal tells once', async () => {
    const [member, helper] = [await fixture.member(), await fixture.member()];
    await load(row('H-own', helper.number), row('H-other', member.number));
    const { token } = await fixture.loginFor(
      helper,
      await fixture.delegation(member, helper, { scope: 'see' }),
    );
    for (let round = 0; round < 2; round += 1) {
      expect((await homeOf(token)).latest?.id).toBe('H-other');
      expect(ids(await pageOf(token, 0))).toEqual(['H-other']);
      await fixture.call(token, 'guarantees', {});
    }
    const acts = await fixture.db
      .selectFrom('delegation_act')
      .innerJoin('delegation', 'delegation.id', 'delegation_act.delegation')
      .select(['what', 'detail'])
      .where('giver', '=', member.subject)
      .orderBy('delegation_act.id')
      .execute();
    expect(acts).toEqual(
      ['opened', 'saw-reimbursements', 'saw-guarantees'].map((what) => ({ what, detail: null })),
    );
    expect(ids(await pageOf(await tokenOf(helper), 0))).toEqual(['H-own']);
  });
});
