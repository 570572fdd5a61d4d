import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { GOOD, logIn, OTHER } from '../kiosk/actions.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice, type Trouble } from '../../support/fakes/fake-head-office.ts';
import { allAnswered, openAt, openPair } from './actions.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';

const { both, emailOnly } = DEMO_CAST;
const UNKNOWN = '99887766';

const counted = (rig: KioskRig): unknown =>
  rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM login_failure').pluck().get());

const kept = (rig: KioskRig): unknown =>
  rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM credential').pluck().get());

const asked = (office: FakeHeadOffice): number => office.asked.filter(({ path }) => path === 'logins').length;

describe('a login', () => {
  it('with a password set elsewhere is checked by head office, whose names are shown', async () => {
    const { office, rig } = await openPair();
    office.passwords.set(both.number, GOOD);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('space-home')).toMatchObject({
      givenName: both.givenName,
      familyName: both.familyName,
    });
    expect(counted(rig)).toBe(0);
  });

  it('with a password set here does not need head office', async () => {
    const { office, rig } = await openPair();
    await office.down();
    await rig.setPassword(both.number, GOOD);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    expect(asked(office)).toBe(0);
  });

  it('with a password set here is checked by head office once it has accepted that', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    office.passwords.set(both.number, OTHER);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem, 'it was replaced elsewhere').toEqual({ kind: 'wrong' });
    expect(asked(office)).toBe(1);
    expect(counted(rig)).toBe(1);
  });

  it('with a password set here counts for a day while head office cannot be reached', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    await office.down();
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    await rig.act({ type: 'leave' });
    await rig.time.advance(DAY + MINUTE);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'offline' });
    // The next upkeep purges it.
    await rig.time.advance(DAY);
    expect(kept(rig)).toBe(0);
    await office.up();
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });

  it('with a password set at home since is right, and the one set here is forgotten', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    office.passwords.set(both.number, OTHER);
    await logIn(rig, both.number, OTHER);
    rig.screen('space-home');
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });

  it('with the former password is wrong, and stays so without the line: the one set here is forgotten', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    await allAnswered(rig);
    office.passwords.set(both.number, OTHER);
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    expect(kept(rig)).toBe(0);
    await office.down();
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'offline' });
  });

  it('of whom nobody knows a password is wrong, asked of head office and counted, whoever it is', async () => {
    const { office, rig } = await openPair();
    const nobody = [emailOnly.number, UNKNOWN, 'zoe@exemple.invalid'];
    for (const identifier of nobody) {
      for (let failure = 1; failure <= 4; failure += 1) {
        await logIn(rig, identifier, GOOD);
        expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
      }
      await logIn(rig, identifier, GOOD);
      expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: rig.time.now() + MINUTE });
      await logIn(rig, identifier, GOOD);
    }
    expect(asked(office), 'a try too early goes no further').toBe(5 * nobody.length);
  });

  it('with nothing typed goes no further, and is wrong', async () => {
    const { office, rig } = await openPair();
    for (const [identifier, password] of [
      ['', GOOD],
      [' ', GOOD],
      [both.number, ''],
    ] as const) {
      await logIn(rig, identifier, password);
      expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    }
    expect(asked(office)).toBe(0);
  });

  it('that head office delays says until when, and does not count here', async () => {
    const { office, rig } = await openPair();
    office.onLogin = () => ({ result: 'delayed', waitMs: 90_000 });
    await logIn(rig, both.number, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'delayed', until: rig.time.now() + 90_000 });
    expect(counted(rig)).toBe(0);
  });

  it('whose password is wrong here counts, also when head office delays it', async () => {
    const { office, rig } = await openPair();
    await rig.setPassword(both.number, GOOD);
    office.onLogin = () => ({ result: 'delayed', waitMs: 90_000 });
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem?.kind).toBe('delayed');
    expect(counted(rig)).toBe(1);
  });
});

describe('without head office', () => {
  it('a password not set here cannot be checked; it is said, and nobody is locked out', async () => {
    const { office, rig } = await openPair();
    office.passwords.set(both.number, GOOD);
    const troubles: readonly Trouble[] = [
      { kind: 'cut' },
      { kind: 'foreign', status: 200, body: '<html></html>' },
      { kind: 'refuse', error: 'unavailable' },
    ];
    for (const trouble of [...troubles, null]) {
      office.always('logins', trouble);
      if (trouble === null) await office.down();
      for (let round = 0; round < 3; round += 1) {
        await logIn(rig, both.number, GOOD);
        expect(rig.screen('login').problem).toEqual({ kind: 'offline' });
      }
    }
    expect(counted(rig)).toBe(0);
    await office.up();
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });

  it('an unknown number is answered as a known one', async () => {
    const { office, rig } = await openPair();
    await office.down();
    const seen = new Set<string>();
    for (const identifier of [both.number, UNKNOWN, 'zoe@exemple.invalid']) {
      await logIn(rig, identifier, OTHER);
      seen.add(JSON.stringify({ ...rig.screen('login'), identifier: null }));
    }
    expect(seen.size).toBe(1);
  });

  it('a wrong password where one was set here counts: being offline gives no further guess', async () => {
    const { office, rig } = await openPair();
    await office.down();
    await rig.setPassword(both.number, GOOD);
    for (let failure = 1; failure <= 4; failure += 1) {
      await logIn(rig, both.number, OTHER);
      expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    }
    await logIn(rig, both.number, OTHER);
    expect(rig.screen('login').problem?.kind).toBe('delayed');
  });

  it('the members are not known yet: a right password is not called wrong', async () => {
    const office = await FakeHeadOffice.open();
    office.always('changes', { kind: 'cut' });
    const rig = await openAt(office);
    office.passwords.set(both.number, GOOD);
    await rig.until(() => rig.syncState().lastContact !== null);
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
  });
});
