import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postAlerts } from '../../../../src-hub/mail/alert-webhook.ts';
import { isOutsideHours } from '../../../../src-hub/staff/staff-watch.ts';
import { endStaff } from '../../../../src-hub/staff/staff-registry.ts';
import { verifyAudit } from '../../../support/hub/verify-audit.ts';
import { StaffFixture } from '../../../support/hub/staff-fixture.ts';

const DOCUMENT = { kind: 'identity-card', last: '4F7K' } as const;

describe('alerts of acts', () => {
  it('tell of an act outside the hours and days of work, and not of leaving', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const session = await staff.logIn(badge);
    expect(await staff.alerts()).toEqual([]);
    // 19:30 in Paris.
    staff.rig.clock.set(new Date('2026-11-30T18:30:00Z'));
    if (session.result === 'in') await staff.call('staff/leave', { session: session.session });
    expect(await staff.alerts()).toEqual([]);
    await staff.logIn(badge);
    expect(await staff.alerts()).toEqual([{ name: 'staff-hours', kiosk: `badge ${badge}` }]);
    const mails = (await staff.mails()).filter(({ kind }) => kind === 'limit-met');
    expect(mails).toMatchObject([{ limit: 'staff-hours', place: `badge ${badge}` }]);
  });

  it.each([
    ['2026-11-30T06:29:00Z', true],
    ['2026-11-30T06:30:00Z', false],
    ['2026-11-30T18:29:00Z', false],
    ['2026-11-30T18:30:00Z', true],
    ['2026-12-05T12:00:00Z', false],
    ['2026-12-06T12:00:00Z', true],
    // In summer an hour earlier by UTC.
    ['2026-07-06T05:30:00Z', false],
    ['2026-07-06T17:30:00Z', true],
  ])('%s is outside the hours: %s', async (moment, isOutside) => {
    const staff = { settings: { HUB_STAFF_HOURS: [450, 1170], HUB_STAFF_DAYS: [1, 2, 3, 4, 5, 6] } };
    expect(isOutsideHours(staff as never, new Date(moment))).toBe(isOutside);
    await Promise.resolve();
  });

  it('tell of one adviser at two branches within half an hour', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser('it', null);
    await staff.logIn(badge);
    staff.rig.clock.advance(29 * 60_000);
    await staff.logIn(badge, { client: staff.elsewhere });
    expect(await staff.alerts()).toEqual([{ name: 'staff-two-branches', kiosk: `badge ${badge}` }]);
  });

  it('tell of a right PIN at a branch that is not theirs, while the adviser is at their own', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    await staff.logIn(badge);
    expect(await staff.logIn(badge, { client: staff.elsewhere })).toEqual({ result: 'other-branch' });
    expect(await staff.alerts()).toEqual([{ name: 'staff-two-branches', kiosk: `badge ${badge}` }]);
    const [row] = (await staff.audit()).slice(-1);
    expect(row).toMatchObject({ command: 'staff in', concerns: 'kiosk Angers 1', result: 'other-branch' });
  });

  it('do not tell of two branches on the same day', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser('it', null);
    await staff.logIn(badge);
    staff.rig.clock.advance(31 * 60_000);
    await staff.logIn(badge, { client: staff.elsewhere });
    expect(await staff.alerts()).toEqual([]);
  });

  it('tell of more corrections than usual', async () => {
    const staff = await StaffFixture.open({ settings: { HUB_STAFF_CORRECTIONS_TOLD: 1 } });
    const adviser = await staff.adviser();
    for (const number of ['00123451', '00123452']) {
      expect(await staff.alerts()).toEqual([]);
      const at = await staff.helping(adviser, await staff.member(number));
      await staff.act(at, {
        ...{ kind: 'correct-contact', document: DOCUMENT, language: 'fr' },
        change: { channel: 'email', email: `n${number}@nouvelle.fr` },
      });
    }
    expect(await staff.alerts()).toEqual([{ name: 'staff-corrections', kiosk: `badge ${adviser.badge}` }]);
  });

  it('tell of guesses at one badge, and at many badges of one branch', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    for (let i = 0; i < 5; i += 1) await staff.logIn(badge, { pin: '583927' });
    expect(await staff.alerts()).toEqual([{ name: 'staff-guessing', kiosk: `badge ${badge}` }]);
    const second = await staff.rig.enrol('Nantes 2');
    for (const guessed of ['1000', '1001', '1002']) await staff.logIn(guessed, { client: second });
    expect((await staff.alerts()).map(({ kiosk }) => kiosk)).toContain('Nantes');
    // What was typed as a badge is named only if it is one.
    expect(JSON.stringify(await staff.alerts())).not.toContain('1000');
  });
});

describe('alerts to an address', () => {
  /** Answers with these statuses, one after the other. */
  async function listener(statuses: number[]): Promise<{ url: string; bodies: unknown[] }> {
    const bodies: unknown[] = [];
    const server: Server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        bodies.push(JSON.parse(text));
        response.writeHead(statuses.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, bodies };
  }

  it('are posted once they were taken, with a badge or branch and no member', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    staff.rig.clock.set(new Date('2026-11-30T20:00:00Z'));
    await staff.logIn(badge);
    const { url, bodies } = await listener([503, 200]);
    const stop = new AbortController();
    const settings = { ...staff.deps.settings, HUB_ALERT_URL: url };
    const posting = postAlerts({ ...staff.deps, settings, stopping: stop.signal }, 5);
    await expect.poll(() => bodies.length).toBe(1);
    staff.rig.clock.advance(60_000);
    await expect.poll(() => bodies.length).toBe(2);
    const posted = async (): Promise<boolean> =>
      (await staff.deps.database.db.selectFrom('met_limit').select('posted_at').execute()).every(
        ({ posted_at: at }) => at !== null,
      );
    await expect.poll(posted).toBe(true);
    staff.rig.clock.advance(60_000);
    stop.abort();
    await posting;
    const alert = { alert: 'staff-hours', place: `badge ${badge}`, at: '2026-11-30T20:00:00.000Z' };
    expect(bodies).toEqual([alert, alert]);
  });
});

describe('acts that a kiosk tells by events', () => {
  const event = (seq: number, body: object, at: number) => ({
    id: `0193${String(seq).padStart(4, '0')}-0000-7000-8000-${randomUUID().slice(-12)}`,
    ...{ seq, at, body },
  });

  async function send(staff: StaffFixture, bodies: object[], client = staff.kiosk): Promise<unknown> {
    const sentAt = staff.rig.clock.now().getTime();
    const events = bodies.map((body, i) => event(i + 1, body, sentAt - 60_000));
    return staff.call('events', { sentAt, journal: randomUUID(), events }, client);
  }

  it('are in the audit once, with who, where, which visit and when', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const visit = randomUUID();
    const act = { kind: 'staff-act', badge, visit, session: null, reason: 'cannot-read' };
    const answered = await send(staff, [
      { ...act, act: 'in', reason: null },
      { ...act, act: 'more-time' },
    ]);
    expect(answered).toMatchObject({ answers: [{ status: 'accepted' }, { status: 'accepted' }] });
    const rows = (await staff.audit()).slice(1);
    expect(rows).toMatchObject([
      { command: 'staff in', operator: `Camille Durand (badge ${badge})` },
      { command: 'staff more-time', reason: 'cannot-read', concerns: `kiosk Nantes 1, visit ${visit}` },
    ]);
    expect(rows[1]?.result).toMatch(/^done, without the line at /u);
    expect(await verifyAudit(staff.deps)).toEqual([]);
  });

  it('of a badge that nobody has, or that was ended, are kept as such and told', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    await endStaff(staff.deps, badge);
    staff.rig.clock.advance(3_600_000);
    const act = { kind: 'staff-act', act: 'end-visit', visit: null, session: null, reason: 'other' };
    await send(staff, [
      { ...act, badge },
      { ...act, badge: '999999' },
    ]);
    const rows = (await staff.audit()).slice(1);
    expect(rows.map(({ result }) => result.split(',')[0])).toEqual(['ended-badge', 'unknown-badge']);
    expect(rows[1]?.operator).toBe('nobody (badge 999999)');
    expect(await staff.alerts()).toEqual(
      ['999999', badge]
        .map((one) => ({ name: 'staff-guessing', kiosk: `badge ${one}` }))
        .toSorted((one, other) => one.kiosk.localeCompare(other.kiosk)),
    );
  });

  it('are refused of a website', async () => {
    const staff = await StaffFixture.open();
    const site = await staff.rig.enrol('site', 'website');
    const act = { kind: 'staff-act', badge: '4711', act: 'in', visit: null, session: null, reason: null };
    expect(await send(staff, [act], site)).toMatchObject({
      answers: [{ status: 'refused', reason: 'not-allowed' }],
    });
    expect(await staff.audit()).toEqual([]);
  });
});
