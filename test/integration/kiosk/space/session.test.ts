import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { FakeHeadOffice, Trouble } from '../../../support/fakes/fake-head-office.ts';
import { GOOD, logIn } from '../actions.ts';
import { atSpace, slowly } from '../requests/actions.ts';
import { allAnswered, openPair, until } from '../../head-office/actions.ts';
import { again, DEVICE, giveCodes, openLetIn, openOn, patiently, soon } from './actions.ts';
import { SECOND } from '../../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;

/** Waits until the session that was opened last is over at head office too. */
async function overAt(office: FakeHeadOffice, why: string): Promise<void> {
  await soon(() => office.space.last.ended, why).toBe(true);
}

/** How often head office was asked to end a session. */
function ends(office: FakeHeadOffice): number {
  return office.asked.filter(({ path }) => path === 'space/end').length;
}

describe('a visit to the member space', () => {
  it('is warned after 45 seconds without a touch, and over 30 seconds later; head office is told', async () => {
    const { office, rig } = await openOn('space-guarantees');
    await rig.time.advance(45 * SECOND - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle).toEqual({ cause: 'idle', answerIn: 30 * SECOND, total: 30 * SECOND });
    rig.screen('space-guarantees');
    await rig.act({ type: 'stay' });
    await rig.time.advance(75 * SECOND);
    rig.screen('attract');
    await overAt(office, 'idle');
    expect(rig.wipes).toBe(1);

    // Looks at how things stand are no touches; a login page is no member space.
    await again({ office, rig }, 'space-guarantees');
    await rig.act({ type: 'log-in-again' });
    await overAt(office, 'logged in again');
    await rig.time.advance(60 * SECOND - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle).not.toBeNull();
  });

  it('waits for five minutes while a code is on its way', async () => {
    const { office, rig } = await openOn('space-devices');
    giveCodes(office);
    office.space.on('devices', () => ({ result: 'ok', devices: [DEVICE], visits: [] }));
    await rig.act({ type: 'retry' });
    await rig.act({ type: 'change-device', device: DEVICE.id, to: 'delete' });
    await rig.time.advance(45 * SECOND);
    expect(rig.view.idle, 'no code was sent').not.toBeNull();
    await rig.act({ type: 'send-fresh-code', channel: 'email' });
    await rig.time.advance(300 * SECOND - 1);
    expect(rig.view.idle).toBeNull();
    await rig.time.advance(1);
    expect(rig.view.idle).not.toBeNull();
  });

  it('is over 15 minutes after the login, however busy, and also through a second login', async () => {
    const { office, rig } = await openLetIn();
    await rig.act({ type: 'begin' });
    await patiently(rig, 180 * SECOND);
    office.passwords.set(both.number, GOOD);
    await rig.act({ type: 'open', entry: 'login' });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    await patiently(rig, 600 * SECOND);
    await rig.act({ type: 'log-in-again' });
    await logIn(rig, both.number, GOOD);
    await patiently(rig, 300 * SECOND - 1);
    rig.screen('space-home');
    await rig.time.advance(1);
    rig.screen('attract');
    await overAt(office, 'hard end');
  });

  it('ends at head office by whatever ends it: log-out, fault, a kiosk shut out, the end of the application', async () => {
    const pair = await openOn('space-guarantees');
    const { office, rig } = pair;
    await rig.act({ type: 'leave' });
    await overAt(office, 'log-out');

    await again(pair, 'space-documents');
    rig.onJournal((journal) => journal.exec('ALTER TABLE audit RENAME TO audit_away'));
    await rig.act({ type: 'ask-document', document: 'member-card' });
    expect(rig.screen('out-of-service').reason).toMatch(/fault|storage/u);
    await overAt(office, 'fault');
    rig.onJournal((journal) => journal.exec('ALTER TABLE audit_away RENAME TO audit'));

    await again(pair, 'space-app');
    const before = ends(office);
    office.revoke();
    await until(() => rig.view.screen.id === 'out-of-service');
    await soon(() => ends(office), 'as far as it can be told').toBe(before + 1);
  });

  it('ends at head office when the application ends, which waits for it no longer than a moment', async () => {
    const pair = await openOn('space-guarantees');
    const { office, rig } = pair;
    await rig.stop();
    expect(office.space.last.ended).toBe(true);

    await rig.start();
    await again(pair, 'space-guarantees');
    office.always('space/end', { kind: 'silence' });
    await rig.stop();
    expect(office.space.last.ended).toBe(false);
  });
});

describe('a session at head office', () => {
  it('is opened by a password that was set here too; without one the space opens, and its parts are closed', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('space-home').waiting.state).toBe('ready');
    expect(office.space.last.holder).toEqual({ situation: 'member', number: both.number });

    const sessions = office.space.sessions.size;
    const closed = async (why: string): Promise<void> => {
      await logIn(rig, both.number, GOOD);
      expect(rig.screen('space-home'), why).toMatchObject({
        ...{ givenName: both.givenName, hasData: true, waiting: { state: 'closed' } },
      });
      await rig.act({ type: 'open-space', screen: 'space-reimbursements' });
      expect(rig.screen('space-reimbursements').content).toEqual({ state: 'closed' });
      await rig.act({ type: 'retry' });
      expect(rig.screen('space-reimbursements').content).toEqual({ state: 'closed' });
    };
    for (const trouble of [{ kind: 'cut' }, { kind: 'refuse', error: 'fault' }] satisfies Trouble[]) {
      office.next('logins', trouble);
      await closed(trouble.kind);
    }
    expect(office.space.sessions.size).toBe(sessions);
    // What can be kept here can still be asked for, under the member's own name.
    await rig.act({ type: 'open-space', screen: 'space-documents' });
    await rig.act({ type: 'ask-document', document: 'member-card' });
    expect(rig.screen('space-documents').sent).not.toBeNull();

    // The line is back: the identifier is not to be typed again.
    await rig.act({ type: 'log-in-again' });
    expect(rig.screen('login').identifier).toBe(both.number);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('space-home').waiting.state).toBe('ready');
  });

  it('opens when the visit is over before the answer to the login comes, and ends at once', async () => {
    const { office, rig } = await openLetIn();
    office.passwords.set(both.number, GOOD);
    await rig.act({ type: 'begin' });
    await rig.act({ type: 'open', entry: 'login' });
    const answer = await rig.rightAnswer();
    const release = office.space.hold('home');
    const loggedIn = rig.act({ type: 'login', identifier: both.number, password: GOOD, answer });
    await soon(() => office.space.askedFor('home').length).toBe(1);
    // Nobody can be served any more: the visit ends at once, whatever is under way.
    office.revoke();
    await until(() => rig.view.screen.id === 'out-of-service');
    expect(ends(office)).toBe(0);
    release();
    await loggedIn;
    expect(rig.view.screen.id).not.toBe('space-home');
    await soon(() => ends(office)).toBe(1);
  });

  it('that ends there leaves what is shown, closes what is opened next, and is asked of no more', async () => {
    const { office, rig } = await openOn('space-guarantees');
    office.space.last.ended = true;
    const before = office.space.asked.length;
    await rig.time.advance(5 * SECOND);
    await soon(() => office.space.asked.length).toBe(before + 1);
    await soon(() => rig.time.isDueIn(5 * SECOND), 'the answer has come').toBe(true);
    expect(rig.screen('space-guarantees').content.state).toBe('ready');
    const asked = office.space.asked.length;
    await rig.time.advance(20 * SECOND);
    await rig.act({ type: 'open-space', screen: 'space-devices' });
    expect(rig.screen('space-devices').content).toEqual({ state: 'closed' });
    expect(office.space.asked.length).toBe(asked);
  });

  it('tells of the same person at another kiosk, at both, and no more once they have logged out there', async () => {
    const { office, rig } = await openOn('space-guarantees');
    const elsewhere = () => {
      const { screen } = rig.view;
      return 'bar' in screen ? screen.bar.elsewhere : null;
    };
    expect(elsewhere()).toBeNull();
    const other = office.space.open(office.space.last.holder, 'another kiosk');
    await rig.time.advance(5 * SECOND);
    await rig.until(() => elsewhere() !== null);
    expect(elsewhere()).toMatchObject({ place: 'Nantes' });
    expect(rig.screen('space-guarantees').content.state, 'what was on the screen stays').toBe('ready');
    const session = office.space.sessions.get(other.token);
    if (session) session.ended = true;
    await rig.time.advance(5 * SECOND);
    await rig.until(() => elsewhere() === null);
  });
});

describe('answers that come late', () => {
  it('come at once while a look at how things stand is slow, and are shown on their own screen alone', async () => {
    const { office, rig } = await openOn('space-guarantees');
    const status = office.space.hold('status');
    await rig.time.advance(5 * SECOND);
    await soon(() => office.space.askedFor('status').length).toBeGreaterThan(0);
    const release = office.space.hold('reimbursements');
    await slowly(rig, { type: 'open-space', screen: 'space-reimbursements' });
    expect(rig.screen('space-reimbursements').content).toEqual({ state: 'loading' });
    await rig.act({ type: 'hide-amounts', hidden: true });
    await rig.time.advance(5);
    release();
    await rig.until(({ screen }) => screen.id === 'space-reimbursements' && screen.content.state === 'ready');
    expect(rig.screen('space-reimbursements').bar.amountsHidden, 'the action meanwhile holds').toBe(true);
    status();
    await rig.act({ type: 'set-language', language: 'en' });
    expect(rig.view.language).toBe('en');
  });

  it('of two pages asked for one after the other are shown as the last one that was asked for', async () => {
    const { office, rig } = await openOn('space-reimbursements');
    const answers: (() => void)[] = [];
    office.space.on('reimbursements', ({ page }) => ({
      ...{ result: 'ok', total: 20, page, pages: 4, rows: [], years: [], chart: null },
    }));
    answers.push(office.space.hold('reimbursements'));
    await slowly(rig, { type: 'turn-page', page: 1 });
    await rig.time.advance(2);
    answers.push(office.space.hold('reimbursements'));
    await slowly(rig, { type: 'turn-page', page: 2 });
    await rig.time.advance(2);
    answers[1]?.();
    const page = () => {
      const { content } = rig.screen('space-reimbursements');
      return content.state === 'ready' ? content.page : null;
    };
    await rig.until(() => page() === 2);
    answers[0]?.();
    await rig.time.advance(100);
    await rig.act({ type: 'show' });
    expect(page()).toBe(2);
  });

  it('that say that the session is over close the part that waits for them', async () => {
    const { office, rig } = await openOn('space-guarantees');
    const release = office.space.hold('devices');
    await slowly(rig, { type: 'open-space', screen: 'space-devices' });
    await rig.time.advance(1);
    office.space.last.ended = true;
    release();
    await rig.until(({ screen }) => screen.id === 'space-devices' && screen.content.state === 'closed');
    await rig.act({ type: 'log-in-again' });
    await atSpace(rig, office);
    expect(rig.screen('space-home').waiting.state).toBe('ready');
  });
});
