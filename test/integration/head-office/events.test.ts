import { describe, expect, it } from 'vitest';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import type { FakeHeadOffice } from '../../support/fakes/fake-head-office.ts';
import { GOOD, logIn, OTHER } from '../kiosk/actions.ts';
import { allAnswered, failedBy, faultOver, later, openPair, until } from './actions.ts';

const { both, neither } = DEMO_CAST;

async function askLetter(rig: KioskRig): Promise<void> {
  await rig.identify(neither.number);
  await rig.choose('letter');
  rig.screen('letter-requested');
}

const credentials = (rig: KioskRig): unknown =>
  rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM credential').pluck().get());

const audited = (rig: KioskRig, event: string): unknown[] =>
  rig.onJournal((journal) => journal.prepare('SELECT detail FROM audit WHERE event = ?').pluck().all(event));

const onceEach = (office: FakeHeadOffice): void => {
  const seqs = [...office.applied.values()].map(({ event }) => event.seq);
  expect(seqs).toEqual(seqs.map((_seq, index) => index + 1));
};

describe('a decision', () => {
  it('goes up at once, and the screen says how far it has come', async () => {
    const { office, rig } = await openPair();
    office.next('events', { kind: 'refuse', error: 'unavailable' });
    await rig.setPassword(both.number, GOOD);
    expect(rig.screen('password-done').headOffice).toBe('kept');
    await failedBy(rig, 'busy');
    expect(rig.syncState()).toMatchObject({ eventsWaiting: 1 });
    await later(rig, () =>
      rig.pushed.some(({ screen }) => screen.id === 'password-done' && screen.headOffice === 'accepted'),
    );
    await faultOver(rig);
    expect(office.appliedBodies).toMatchObject([{ kind: 'password-set', number: both.number }]);
    expect(audited(rig, 'event-accepted')).toEqual(['password-set']);
    expect(rig.syncState()).toMatchObject({ eventsWaiting: 0, oldestWaiting: null });
  });

  it.each<[EventAnswer, string]>([
    [{ status: 'accepted' }, 'accepted'],
    [{ status: 'superseded', reason: 'later-decision' }, 'superseded'],
    [{ status: 'refused', reason: 'letter-limit' }, 'refused'],
  ])('answered by %j is shown as such on letter-requested', async (answer, shown) => {
    const { office, rig } = await openPair();
    office.decide = () => answer;
    await askLetter(rig);
    await rig.until(({ screen }) => screen.id === 'letter-requested' && screen.headOffice === shown);
    const reason = answer.status === 'accepted' ? '' : `: ${answer.reason}`;
    expect(audited(rig, `event-${shown}`)).toEqual([`letter-requested${reason}`]);
  });

  it('of which the answer was lost is told again and applied once', async () => {
    const { office, rig } = await openPair();
    office.next('events', { kind: 'lost' }, { kind: 'lost' });
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'line-cut');
    expect(office.applied.size).toBe(1);
    await allAnswered(rig);
    expect(office.received).toHaveLength(3);
    expect(office.applied.size).toBe(1);
    expect(new Set(office.received.map(({ id }) => id)).size).toBe(1);
    expect(audited(rig, 'event-accepted')).toHaveLength(1);
  });

  it('made while head office is away is kept; a fresh one does not wait for the next try', async () => {
    const { office, rig } = await openPair();
    await office.down();
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'unreachable');
    await rig.act({ type: 'leave' });
    await office.up();
    await askLetter(rig);
    await allAnswered(rig);
    expect(office.appliedBodies).toMatchObject([{ kind: 'password-set' }, { kind: 'letter-requested' }]);
    onceEach(office);
  });

  it('does not make the kiosk knock at each touch', async () => {
    const { office, rig } = await openPair();
    office.always('events', { kind: 'refuse', error: 'unavailable' });
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'busy');
    const before = office.asked.length;
    for (let touch = 0; touch < 20; touch += 1) await rig.act({ type: 'stay' });
    expect(office.asked.length).toBe(before);
  });

  it('goes up in the order of the journal, a hundred at a time, when many have gathered', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    await rig.stop();
    rig.onJournal((journal) => {
      const copy = journal.prepare(
        `INSERT INTO hub_event (id, kind, member_key, sealed, decided_at)
         SELECT ?, kind, member_key, sealed, decided_at FROM hub_event WHERE seq = 1`,
      );
      for (let n = 0; n < 250; n += 1) copy.run(`0199e1f0-0000-7000-8000-${String(n).padStart(12, '0')}`);
    });
    office.asked.length = 0;
    await rig.start();
    await allAnswered(rig);
    const sizes = office.asked
      .filter(({ path }) => path === 'events')
      .map(({ body }) => (body as { events: unknown[] }).events.length);
    expect(sizes).toEqual([100, 100, 50]);
    onceEach(office);
  });
});

describe('a password that head office does not take', () => {
  it.each<EventAnswer>([
    { status: 'superseded', reason: 'later-decision' },
    { status: 'refused', reason: 'unknown-member' },
  ])('by %j no longer works here, at once', async (answer) => {
    const { office, rig } = await openPair();
    office.decide = () => answer;
    await rig.setPassword(both.number, GOOD);
    await rig.until(({ screen }) => screen.id === 'password-done' && screen.headOffice === answer.status);
    expect(credentials(rig)).toBe(0);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });

  it('is told to staff when it was refused', async () => {
    const { office, rig } = await openPair();
    office.decide = () => ({ status: 'refused', reason: 'unknown-member' });
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    await rig.act({ type: 'leave' });
    expect(rig.view.staffNotice).toEqual({ kind: 'event-refused', reference: 'unknown-member' });
  });

  it('does not take away the one that was set after it', async () => {
    const { office, rig } = await openPair();
    office.decide = ({ seq }) =>
      seq === 1 ? { status: 'superseded', reason: 'later-decision' } : { status: 'accepted' };
    office.always('events', { kind: 'refuse', error: 'unavailable' });
    await rig.setPassword(both.number, GOOD);
    await rig.act({ type: 'leave' });
    await rig.time.advance(60_000);
    await rig.setPassword(both.number, OTHER);
    office.always('events', null);
    await allAnswered(rig);
    await office.down();
    await logIn(rig, both.number, OTHER);
    rig.screen('space-home');
  });
});

describe('an answer to events', () => {
  const answered = { status: 'accepted' };
  it('of another form, or for more or fewer events, settles nothing', async () => {
    const hostile: unknown[] = [
      { answers: [], clockOffset: 0 },
      { answers: [answered, answered], clockOffset: 0 },
      { answers: [{ status: 'done' }], clockOffset: 0 },
      { answers: [{ status: 'refused', reason: 'why not' }], clockOffset: 0 },
      { answers: [answered] },
      [answered],
      null,
    ];
    const { office, rig } = await openPair();
    let told = 0;
    office.tamper = (answer) => {
      told += 1;
      return told > hostile.length ? answer : hostile[told - 1];
    };
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'proxy');
    expect(rig.screen('password-done').headOffice).toBe('kept');
    await later(rig, () => told === hostile.length);
    expect(rig.syncState().eventsWaiting).toBe(1);
    await allAnswered(rig);
    expect(told).toBe(hostile.length + 1);
    expect(office.applied.size).toBe(1);
  });

  it('that is a page of a proxy settles nothing, and is said to be one', async () => {
    const { office, rig } = await openPair();
    office.always('events', { kind: 'foreign', status: 200, body: '<html>Bienvenue sur le réseau</html>' });
    await rig.setPassword(both.number, GOOD);
    await failedBy(rig, 'proxy');
    expect(rig.syncState()).toMatchObject({ eventsWaiting: 1, lastFault: 'proxy' });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });
});

describe('when head office has another history than before', () => {
  it('what was settled in the last week is told again, and has no second effect', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    await rig.act({ type: 'leave' });
    office.applied.clear();
    office.sent.forget();
    office.epoch = crypto.randomUUID();
    office.wakeFeed();
    await until(() => office.applied.size === 1);
    await allAnswered(rig);
    expect(office.received.map(({ id }) => id)).toEqual([office.received[0]?.id, office.received[0]?.id]);
    await office.down();
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });
});

describe('nothing of a member', () => {
  it('is in the log, whatever goes wrong', async () => {
    const { office, rig } = await openPair();
    const troubles = ['lost', 'cut', 'silence'] as const;
    for (const kind of troubles) office.next('events', { kind });
    office.next('events', { kind: 'foreign', status: 200, body: both.number });
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    const told = rig.logged.join('\n');
    for (const secret of [
      both.number,
      both.familyName,
      both.email,
      GOOD,
      'argon2',
      office.kiosk().token,
      'ACDE-FGHJ-KMNP-3467',
      '127.0.0.1',
    ])
      expect(told).not.toContain(secret);
  });
});
