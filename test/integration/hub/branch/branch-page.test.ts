import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { PageState } from '../../../../src-shared/hub-api/staff/branch-page.ts';
import { PAGE_IDLE, PAGE_LIFE, STREAMS_PER_SESSION } from '../../../../src-shared/policy/staff/branch.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src-shared/time/units.ts';
import {
  addAdviser,
  authenticatorCode,
  openPage,
  openRawPage,
  type RawPage,
} from '../../../support/hub/branch-staff.ts';
import type { HubRig, RigClient } from '../../../support/hub/hub-rig.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';
import { revokeKiosk } from '../../../../src-hub/kiosks/kiosk-registry.ts';

const BADGE = '471100';
const VISIT = { stepFor: 0, blockFor: null, holder: null, end: null, block: null, step: 'enter-code' };

let rig: HubRig;
let kiosk: RigClient;

beforeEach(async () => {
  rig = await openHubRig({
    now: new Date('2026-11-30T09:00:00Z'),
    settings: { HUB_BEHIND_PROXY: true, HUB_REQUESTS_PER_MINUTE: 100_000 },
  });
  kiosk = await rig.enrol('Nantes 1');
  await addAdviser(rig.deps, BADGE);
});

const open = (badge = BADGE, headers: Record<string, string> = {}): Promise<RawPage> =>
  openPage(rig, badge, headers);

const state = async (page: RawPage): Promise<PageState> => (await page.get('state')).body as PageState;
const kioskCall = async (name: string, body: object, client = kiosk): Promise<unknown> => {
  const answer = await rig.as(client).post(`/v1/branch/${name}`, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
async function ring(more: object = {}, client = kiosk): Promise<string> {
  const visit = randomUUID();
  await kioskCall('visit', { ...VISIT, visit, ...more }, client);
  const { step, block } = { ...VISIT, ...more };
  return ((await kioskCall('call', { visit, step, block }, client)) as { call: string }).call;
}

/** Reads a live page. */
async function listen(page: RawPage) {
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const answer = await fetch(`${rig.url}/v1/branch-page/live`, {
    headers: { cookie: page.cookie, 'user-agent': 'browser of a test' },
    signal: gone.signal,
  });
  const states: PageState[] = [];
  const events: string[] = [];
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      rest += decoder.decode(bytes, { stream: true });
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const event = /^event: (.*)$/mu.exec(part)?.[1] ?? 'state';
        events.push(event);
        if (event === 'state') states.push(JSON.parse(part.replace('data: ', '')) as PageState);
      }
    }
    events.push('over');
  };
  if (answer.status === 200) read().catch(() => undefined);
  return { answer, states, events, close: () => gone.abort() };
}

describe('the login', () => {
  it('gives a cookie that belongs to this host and to the page alone', async () => {
    const { login } = await openRawPage(rig.url, { badge: BADGE, code: authenticatorCode(rig.clock.now()) });
    expect(login.headers.get('set-cookie')).toMatch(
      /^__Host-agence=[\w-]{43}; Path=\/; Max-Age=36000; Secure; HttpOnly; SameSite=Strict$/u,
    );
    expect(login.text).not.toContain(login.headers.get('set-cookie')?.slice(14, 57));
    const rows = await rig.deps.database.db.selectFrom('branch_page').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(login.headers.get('set-cookie')?.slice(14, 57));
  });

  it('answers alike whichever of badge, password and code is wrong, and waits after five', async () => {
    const code = authenticatorCode(rig.clock.now());
    for (const wrong of [
      { badge: '999999', code },
      { badge: BADGE, code, password: 'Prune-1789-verte' },
      { badge: BADGE, code: code === '000000' ? '000001' : '000000' },
    ]) {
      const { login } = await openRawPage(rig.url, wrong);
      expect(login.body).toMatchObject({ result: 'wrong' });
      expect(Object.keys(login.body as object)).toEqual(['result', 'triesLeft']);
      expect(login.headers.get('set-cookie')).toBeNull();
    }
    for (let tries = 3; tries <= 5; tries += 1) await openRawPage(rig.url, { badge: BADGE, code: '000000' });
    const { login } = await openRawPage(rig.url, { badge: BADGE, code });
    expect(login.body).toMatchObject({ result: 'locked' });
  });

  it('takes a code of the authenticator once', async () => {
    const code = authenticatorCode(rig.clock.now());
    expect((await openRawPage(rig.url, { badge: BADGE, code })).login.body).toMatchObject({ result: 'in' });
    expect((await openRawPage(rig.url, { badge: BADGE, code })).login.body).toMatchObject({
      result: 'wrong',
    });
  });

  it('ends the session that stood in the same browser', async () => {
    const first = await open();
    rig.clock.advance(30 * SECOND);
    const code = authenticatorCode(rig.clock.now());
    await openRawPage(rig.url, { badge: BADGE, code }, { cookie: first.cookie });
    expect((await first.get('state')).status).toBe(401);
  });
});

describe('a session', () => {
  it('ends after ten hours, with its adviser, with a new slip, and with another branch', async () => {
    const { db } = rig.deps.database;
    const staff = db.updateTable('staff').where('badge', '=', BADGE);
    const late = await open();
    rig.clock.advance(PAGE_LIFE - 1);
    expect((await late.get('state')).status).toBe(200);
    rig.clock.advance(1);
    expect((await late.get('state')).status).toBe(401);
    const moved = await open();
    await staff.set({ branch: 'Rennes' }).execute();
    expect((await moved.get('state')).status).toBe(401);
    await staff.set({ branch: 'Nantes' }).execute();
    const renewed = await open();
    rig.clock.advance(SECOND);
    await staff.set({ ready_at: rig.clock.now() }).execute();
    expect((await renewed.get('state')).status).toBe(401);
    const ended = await open();
    await staff.set({ ended_at: rig.clock.now() }).execute();
    expect((await ended.get('state')).status).toBe(401);
  });

  it('is worth nothing in another network or browser, and ends there', async () => {
    for (const elsewhere of [{ 'user-agent': 'another' }, { 'x-forwarded-for': '198.51.100.7' }]) {
      const page = await open();
      expect((await page.get('state', elsewhere)).status).toBe(401);
      expect((await page.get('state')).status).toBe(401);
      expect(rig.log.lines.some(({ event }) => event === 'branch-page-elsewhere')).toBe(true);
    }
  });

  it('takes no request that another site made', async () => {
    const page = await open();
    for (const [name, headers] of [
      ['touch', { 'x-borne-page': '' }],
      ['touch', { 'x-borne-page': 'x'.repeat(43) }],
      ['take', { 'sec-fetch-site': 'cross-site' }],
      ['take', { 'sec-fetch-site': 'same-site' }],
    ] as const) {
      const answer = await page.post(name, name === 'take' ? { call: randomUUID() } : {}, headers);
      expect(answer.body).toMatchObject({ error: 'not-of-page' });
    }
    expect((await page.get('state', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await page.get('live', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const two = `${page.cookie}; ${page.cookie.replace(/=.*/u, `=${'x'.repeat(43)}`)}`;
    expect((await page.get('state', { cookie: two })).status).toBe(401);
    expect((await page.post('touch')).body).toEqual({ result: 'done' });
  });

  it('closes itself after fifteen minutes, still rings, and opens by the password', async () => {
    const page = await open();
    rig.clock.advance(PAGE_IDLE - 1);
    expect((await page.post('touch')).body).toEqual({ result: 'done' });
    rig.clock.advance(PAGE_IDLE);
    const call = await ring();
    expect(await state(page)).toMatchObject({ isLocked: true, calls: [{ call, takenBy: null }] });
    expect((await page.post('take', { call })).body).toEqual({ result: 'page-locked' });
    expect((await page.post('touch')).body).toEqual({ result: 'page-locked' });
    expect((await page.post('unlock', { password: 'nothing' })).body).toMatchObject({ result: 'wrong' });
    expect((await page.post('unlock', { password: 'Cerise-1789-verte' })).body).toEqual({ result: 'done' });
    expect((await page.post('take', { call })).body).toEqual({ result: 'taken' });
  });

  it('ends when it is left', async () => {
    const page = await open();
    const left = await page.post('leave');
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await page.get('state')).status).toBe(401);
  });
});

describe('what a page shows', () => {
  const holder = { situation: 'member', number: '1234567' };

  beforeEach(async () => {
    const names = { family_name: 'Exemple', given_name: 'Odette', birth_date: '1941-03-07' };
    await rig.deps.database.db
      .insertInto('member')
      .values({ number: '1234567', ...names })
      .execute();
  });

  it('names the member to the adviser who took the call, and to nobody else', async () => {
    await addAdviser(rig.deps, '471101', { givenName: 'Dominique', familyName: 'Petit' });
    await addAdviser(rig.deps, '900001', { role: 'it', branch: null });
    const [first, second, it] = [await open(), await open('471101'), await open('900001')];
    const call = await ring({ holder, block: 'code-tries', blockFor: HOUR });
    for (const page of [first, second, it]) {
      const { text } = await page.get('state');
      expect(text).toContain('code-tries');
      for (const secret of ['Odette', 'Exemple', '1234567']) expect(text).not.toContain(secret);
    }
    expect((await it.post('take', { call })).body).toEqual({ result: 'not-allowed' });
    const results = await Promise.all([first.post('take', { call }), second.post('take', { call })]);
    const winner = (results[0].body as { result: string }).result === 'taken' ? first : second;
    expect(results.map(({ body }) => (body as { result: string }).result).toSorted()).toEqual([
      'other',
      'taken',
    ]);
    const by = winner === first ? 'Camille D.' : 'Dominique P.';
    expect(results.map(({ body }) => body)).toContainEqual({ result: 'other', by });
    expect(await kioskCall('call-state', { call })).toEqual({ state: 'taken', by });
    for (const page of [first, second, it]) {
      const [shown] = (await state(page)).calls;
      expect(shown).toMatchObject({
        isMine: page === winner,
        takenBy: by,
        person: page === winner ? 'Odette Exemple' : null,
      });
    }
    const audit = await sql`SELECT FROM audit WHERE command = 'staff take-call'`.execute(
      rig.deps.database.db,
    );
    expect(audit.rows).toHaveLength(1);
    rig.clock.advance(PAGE_IDLE);
    expect((await winner.get('state')).text).not.toContain('Odette');
    await winner.post('unlock', { password: 'Cerise-1789-verte' });
    const loser = winner === first ? second : first;
    await loser.post('unlock', { password: 'Cerise-1789-verte' });
    await loser.post('close', { call });
    expect((await state(winner)).calls).toHaveLength(1);
    await winner.post('close', { call });
    expect((await state(winner)).calls).toEqual([]);
  });

  it('forgets the member with the visit', async () => {
    const page = await open();
    const visit = randomUUID();
    await kioskCall('visit', { ...VISIT, visit, holder });
    const { call } = (await kioskCall('call', { visit, step: 'login', block: null })) as { call: string };
    await page.post('take', { call });
    expect((await state(page)).calls[0]?.person).toBe('Odette Exemple');
    await kioskCall('visit', { ...VISIT, visit, holder, end: 'left' });
    expect((await page.get('state')).text).not.toContain('Odette');
  });

  it('is of its own branch, and calls of other branches and revoked kiosks cannot be taken', async () => {
    const rennes = await rig.enrol('Rennes');
    const page = await open();
    const elsewhere = await ring({}, rennes);
    expect((await state(page)).kiosks.map(({ name }) => name)).toEqual(['Nantes 1']);
    expect((await page.post('take', { call: elsewhere })).body).toEqual({ result: 'closed' });
    expect((await page.post('take', { call: randomUUID() })).body).toEqual({ result: 'closed' });
    const call = await ring();
    await revokeKiosk(rig.deps, 'Nantes 1');
    expect(await state(page)).toMatchObject({ kiosks: [], calls: [] });
    expect((await page.post('take', { call })).body).toEqual({ result: 'closed' });
    await addAdviser(rig.deps, '900001', { role: 'it', branch: null });
    expect((await state(await open('900001'))).kiosks.map(({ name }) => name)).toEqual(['Rennes']);
  });

  it('counts the day, the places where people give up, and the morning test', async () => {
    const page = await open();
    for (const end of ['done', 'left', 'idle'] as const) {
      const visit = randomUUID();
      await kioskCall('visit', { ...VISIT, visit });
      await kioskCall('visit', { ...VISIT, visit, end });
    }
    await kioskCall('visit', { ...VISIT, visit: randomUUID(), step: 'login' });
    await kioskCall('test', {
      ...{ test: randomUUID(), ago: MINUTE, badge: BADGE },
      parts: [
        { part: 'touch', result: 'good', found: null },
        { part: 'printer', result: 'bad', found: 'paper-out' },
      ],
    });
    const call = await ring({ step: 'login' });
    rig.clock.advance(20 * SECOND);
    await page.post('take', { call });
    expect(await state(page)).toMatchObject({
      today: { visits: 5, done: 1, givenUp: 3, calls: 1, answered: 1, medianWait: 20_000 },
      givingUp: [
        { step: 'enter-code', count: 2 },
        { step: 'login', count: 1 },
      ],
      kiosks: [
        { visit: { step: 'login' }, test: { good: 1, bad: [{ part: 'printer', found: 'paper-out' }] } },
      ],
    });
    // Another day: the counts begin anew.
    rig.clock.advance(9 * HOUR);
    rig.clock.set(new Date('2026-11-30T23:30:00Z'));
    const next = await open();
    expect((await state(next)).today).toMatchObject({ visits: 0, calls: 0, medianWait: null });
  });
});

describe('a live page', () => {
  it('hears of a call at once, and of nothing in other branches', async () => {
    const rennes = await rig.enrol('Rennes');
    const page = await open();
    const live = await listen(page);
    expect(live.answer.headers.get('content-type')).toContain('text/event-stream');
    await expect.poll(() => live.states.length).toBe(1);
    await ring({}, rennes);
    const call = await ring();
    await expect.poll(() => live.states.at(-1)?.calls.map(({ call: id }) => id)).toEqual([call]);
    expect(live.states.flatMap(({ kiosks }) => kiosks.map(({ branch }) => branch))).not.toContain('Rennes');
  });

  it('is told when another adviser takes the call, and when the session ends', async () => {
    await addAdviser(rig.deps, '471101', { givenName: 'Dominique', familyName: 'Petit' });
    const [one, two] = [await open(), await open('471101')];
    const live = await listen(one);
    const call = await ring();
    await expect.poll(() => live.states.at(-1)?.calls).toHaveLength(1);
    await two.post('take', { call });
    await expect.poll(() => live.states.at(-1)?.calls[0]?.takenBy).toBe('Dominique P.');
    await rig.deps.database.db
      .updateTable('staff')
      .set({ ended_at: rig.clock.now() })
      .where('badge', '=', BADGE)
      .execute();
    await expect.poll(() => live.events.at(-1)).toBe('over');
    expect(live.events).toContain('ended');
  });

  it('is one of four of a session, and its place is free again when it is closed', async () => {
    const page = await open();
    const tabs = [];
    for (let count = 0; count < STREAMS_PER_SESSION; count += 1) tabs.push(await listen(page));
    expect((await listen(page)).answer.status).toBe(429);
    const other = await open();
    expect((await listen(other)).answer.status).toBe(200);
    tabs[0]?.close();
    await expect.poll(async () => (await listen(page)).answer.status).toBe(200);
  });

  it('ends with the hub, which does not wait for it', async () => {
    const live = await listen(await open());
    await expect.poll(() => live.states.length).toBe(1);
    await rig.hub.close();
    await expect.poll(() => live.events.at(-1)).toBe('over');
  });
});
