import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { eventNumber } from '../../../src-shared/hub-api/events.ts';
import { addKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { GOOD, OTHER } from '../kiosk/actions.ts';
import {
  allAnswered,
  faultOver,
  later,
  membersKnown,
  openAt,
  openPair,
  openSendingHub,
  until,
} from './actions.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

const { both, emailOnly } = DEMO_CAST;

/** Sets a password, then has further members' decisions in the journal besides: places 1 to `count`. */
async function gather(office: FakeHeadOffice, rig: KioskRig, count: number): Promise<void> {
  await rig.setPassword(both.number, GOOD);
  await allAnswered(rig);
  await rig.stop();
  rig.onJournal((journal) => {
    journal.exec("UPDATE hub_event SET state = 'waiting', settled_at = NULL");
    const copy = journal.prepare(
      `INSERT INTO hub_event (id, kind, member_key, sealed, decided_at)
       SELECT ?, kind, ?, sealed, decided_at FROM hub_event WHERE seq = 1`,
    );
    for (let n = 2; n <= count; n += 1)
      copy.run(`0199e1f0-0000-7000-8000-${String(n).padStart(12, '0')}`, `member-${n}`);
  });
  office.applied.clear();
  office.asked.length = 0;
}

const batches = (office: FakeHeadOffice): number[][] =>
  office.asked
    .filter(({ path }) => path === 'events')
    .map(({ body }) => (body as { events: { seq: number }[] }).events.map(({ seq }) => seq));

const waitingSeqs = (rig: KioskRig): unknown =>
  rig.onJournal((journal) =>
    journal.prepare("SELECT seq FROM hub_event WHERE state = 'waiting' ORDER BY seq").pluck().all(),
  );

describe('an event at which head office fails every time', () => {
  it.each([1, 37, 120])('does not hold up the others: number %i of 130', async (bad) => {
    const { office, rig } = await openPair();
    await gather(office, rig, 130);
    office.failsAt = ({ seq }) => seq === bad;
    await rig.start();
    await later(rig, () => rig.syncState().eventsWaiting === 1 && rig.syncState().lastFault === 'fault');
    expect(waitingSeqs(rig)).toEqual([bad]);
    expect(rig.syncState().oldestWaiting).toBeGreaterThan(0);
    expect(batches(office).length).toBeLessThan(16);
    office.failsAt = () => false;
    await allAnswered(rig);
    await faultOver(rig);
    expect(rig.syncState().eventsWaiting).toBe(0);
    expect([...office.applied.values()].map(({ event }) => event.seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 130 }, (_, index) => index + 1),
    );
  });

  it('keeps what its member decides later behind it; others go at once meanwhile', async () => {
    const { office, rig } = await openPair();
    office.failsAt = ({ body }) => eventNumber(body) === both.number;
    await rig.setPassword(both.number, GOOD);
    await until(() => rig.syncState().lastFault === 'fault');
    await rig.act({ type: 'leave' });
    await rig.setPassword(emailOnly.number, GOOD);
    await until(() => rig.syncState().eventsWaiting === 1);
    expect(office.appliedBodies).toMatchObject([{ number: emailOnly.number }]);
    expect(rig.syncState().lastFault, 'one still waits').toBe('fault');
    await rig.act({ type: 'leave' });
    await rig.time.advance(2 * MINUTE);
    await rig.setPassword(both.number, OTHER);
    await later(
      rig,
      () =>
        batches(office)
          .flat()
          .filter((seq) => seq === 1).length > 4,
    );
    expect(batches(office).flat(), 'the later one was not tried').not.toContain(3);
    office.failsAt = () => false;
    await allAnswered(rig);
    expect([...office.applied.values()].map(({ event }) => event.seq)).toEqual([2, 1, 3]);
    await faultOver(rig);
    const told = rig.logged.join('\n');
    expect(told).toContain('event-set-apart');
    for (const secret of [both.number, both.familyName, both.email, GOOD]) expect(told).not.toContain(secret);
  });

  it('is asked about less and less often, also while members come in', async () => {
    const { office, rig } = await openPair();
    office.failsAt = () => true;
    await rig.setPassword(both.number, GOOD);
    await until(() => rig.syncState().lastFault === 'fault');
    const before = batches(office).length;
    for (let minute = 0; minute < 60; minute += 1) {
      office.wakeFeed();
      // A request is given up after half a minute of this clock: in small steps the real one arrives before.
      for (let step = 0; step < 12; step += 1) {
        await rig.time.advance(MINUTE / 12);
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
    }
    const tries = batches(office).length - before;
    // 2, 5, 15, 60, 300 seconds, then 15 minutes, each ± 20 %: eight to eleven. At every waking there would be sixty.
    expect(tries).toBeGreaterThanOrEqual(5);
    expect(tries).toBeLessThanOrEqual(13);
    expect(rig.syncState()).toMatchObject({ eventsWaiting: 1, lastFault: 'fault' });
  });
});

describe('the real hub, whose database refuses one decision every time', () => {
  it('gets the others, and that one once it is mended', async () => {
    const hub = await openSendingHub();
    const { db } = hub.deps.database;
    const rows = [both, emailOnly].map((member) => ({
      number: member.number,
      family_name: member.familyName,
      given_name: member.givenName,
      birth_date: member.birthDate,
      postal_code: member.postalCode,
      email: member.email,
      phone: member.phone,
    }));
    await db.insertInto('member').values(rows).execute();
    await sql`ALTER TABLE credential ADD CONSTRAINT broken CHECK (number <> ${sql.lit(both.number)})`.execute(
      db,
    );
    const issued = await addKiosk(hub.deps, 'Nantes 1', 'kiosk');
    const rig = await openAt({ url: hub.url, enrolmentCode: issued?.code ?? '' }, {}, hub.mailbox);
    await membersKnown(rig);
    await rig.setPassword(both.number, GOOD);
    await until(() => rig.syncState().lastFault === 'fault');
    await rig.act({ type: 'leave' });
    await rig.setPassword(emailOnly.number, GOOD);
    const stored = () => db.selectFrom('event').select(['number', 'status']).orderBy('seq').execute();
    await expect.poll(stored).toEqual([{ number: emailOnly.number, status: 'accepted' }]);
    await until(() => rig.syncState().eventsWaiting === 1);
    await sql`ALTER TABLE credential DROP CONSTRAINT broken`.execute(db);
    await allAnswered(rig);
    expect(await stored()).toEqual([
      { number: both.number, status: 'accepted' },
      { number: emailOnly.number, status: 'accepted' },
    ]);
  });
});

describe('decisions that cannot be read any more', () => {
  it('are refused, kept, told and counted; those behind them arrive', async () => {
    const hub = await openSendingHub();
    const { db } = hub.deps.database;
    const { number, familyName, givenName, birthDate, postalCode, email, phone } = both;
    await db
      .insertInto('member')
      .values({
        ...{ number, family_name: familyName, given_name: givenName, birth_date: birthDate },
        ...{ postal_code: postalCode, email, phone },
      })
      .execute();
    const issued = await addKiosk(hub.deps, 'Nantes 1', 'kiosk');
    const rig = await openAt({ url: hub.url, enrolmentCode: issued?.code ?? '' }, {}, hub.mailbox);
    await membersKnown(rig);
    await rig.stop();
    const damaged: readonly [kind: string, sealed: Buffer, decidedAt: number][] = [
      ['password-set', Buffer.alloc(0), 0],
      ['password-set', Buffer.from('no seal of this kiosk, but long enough for one'), Date.now()],
      ['of-a-later-version', Buffer.alloc(80, 7), Date.now() * 1000],
      ['', Buffer.alloc(80, 7), -1],
    ];
    rig.onJournal((journal) => {
      const add = journal.prepare(
        'INSERT INTO hub_event (id, kind, member_key, sealed, decided_at) VALUES (?, ?, ?, ?, ?)',
      );
      for (const [place, [kind, sealed, decidedAt]] of damaged.entries())
        add.run(`0199e1f0-0000-7000-8000-00000000000${place}`, kind, 'somebody', sealed, decidedAt);
      add.run('no UUID', 'letter-requested', 'somebody', Buffer.alloc(80, 7), 0);
    });
    await rig.start();
    await rig.setPassword(number, GOOD);
    await allAnswered(rig);
    const stored = await db.selectFrom('event').select(['seq', 'status', 'reason']).orderBy('seq').execute();
    expect(stored).toEqual([
      ...damaged.map((_, place) => ({ seq: place + 1, status: 'refused', reason: 'malformed' })),
      { seq: damaged.length + 2, status: 'accepted', reason: null },
    ]);
    const kept = rig.onJournal((journal) =>
      journal
        .prepare("SELECT count(*) FROM hub_event WHERE state = 'refused' AND sealed IS NOT NULL")
        .pluck()
        .get(),
    );
    expect(kept, 'kept here too').toBe(damaged.length + 1);
    await rig.act({ type: 'leave' });
    await until(() => rig.view.staffNotice?.kind === 'event-refused');
    expect(hub.log.lines.filter(({ event }) => event === 'event-refused')).toHaveLength(damaged.length + 1);
    const { text } = await hub.ask('GET', '/metrics');
    expect(text).toMatch(/^hub_events\w*\{[^}]*malformed[^}]*\} 5$/mu);
  });
});
