import argon2 from 'argon2';
import { describe, expect, it } from 'vitest';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { FakeHeadOffice } from '../../../support/fakes/fake-head-office.ts';
import { GOOD, logIn, openLogin, OTHER } from '../actions.ts';
import { openAt, type Pair } from '../../head-office/actions.ts';
import { EMAIL, openRecoveryPair, UNKNOWN } from './actions.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const counted = (rig: KioskRig): unknown =>
  rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM login_failure').pluck().get());

async function withPasswords(pair: Pair): Promise<Pair> {
  const phc = await argon2.hash(GOOD, { memoryCost: 19_456, timeCost: 1, parallelism: 1 });
  for (const account of pair.office.recoveries.accounts.values()) account.phc = phc;
  return pair;
}

describe('a login by e-mail', () => {
  it('is taken in capitals and with blanks, and goes to head office in its one form', async () => {
    const { office, rig } = await withPasswords(await openRecoveryPair());
    await openLogin(rig);
    expect(rig.screen('login').byEmail).toBe(true);
    await logIn(rig, ' Zoe.Martin@Exemple.FR ', GOOD);
    expect(rig.screen('space-home')).toMatchObject({ givenName: 'Zoé', familyName: 'Martin' });
    const [asked] = office.asked.filter(({ path }) => path === 'logins');
    expect(asked?.body).toMatchObject({ identifier: EMAIL });
    expect(counted(rig)).toBe(0);
    expect(JSON.stringify(rig.logged)).not.toContain('xemple');
  });

  it('of an account that is not confirmed says so, when the password is right; it is no failure', async () => {
    const { rig } = await withPasswords(await openRecoveryPair());
    await logIn(rig, 'waits@exemple.fr', OTHER);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
    await logIn(rig, 'waits@exemple.fr', GOOD);
    expect(rig.screen('login')).toMatchObject({
      identifier: 'waits@exemple.fr',
      problem: { kind: 'unconfirmed' },
    });
    expect(counted(rig)).toBe(0);
  });

  it('is answered alike for a wrong password, an address that nobody has, and what is no address', async () => {
    const { rig } = await withPasswords(await openRecoveryPair());
    const seen = new Set<string>();
    for (const identifier of [
      EMAIL,
      UNKNOWN,
      'zoe@',
      '@',
      'zoé@exemple.fr',
      `${'a'.repeat(240)}@exemple.fr`,
    ]) {
      const kinds: unknown[] = [];
      for (let round = 0; round < 6; round += 1) {
        await logIn(rig, identifier, OTHER);
        kinds.push({ ...rig.screen('login'), identifier: '' });
      }
      seen.add(JSON.stringify(kinds));
    }
    expect(seen.size).toBe(1);
    expect([...seen].join('')).toContain(JSON.stringify({ kind: 'delayed', until: rig.time.now() + MINUTE }));
  });

  it('says when head office cannot be reached, counts nothing, and leads on when it is back', async () => {
    const { office, rig } = await withPasswords(await openRecoveryPair());
    office.next('logins', { kind: 'lost' }, { kind: 'cut' });
    for (let round = 0; round < 2; round += 1) {
      await logIn(rig, EMAIL, GOOD);
      expect(rig.screen('login')).toMatchObject({ identifier: EMAIL, problem: { kind: 'offline' } });
    }
    expect(counted(rig)).toBe(0);
    await logIn(rig, EMAIL, GOOD);
    rig.screen('space-home');
  });

  it('does not wait for the list of members', async () => {
    const office = await FakeHeadOffice.open();
    office.always('changes', { kind: 'cut' });
    const rig = await openAt(office);
    await rig.until(() => rig.syncState().lastContact !== null);
    await openLogin(rig);
    const answer = await rig.rightAnswer();
    await rig.act({ type: 'login', identifier: EMAIL, password: GOOD, answer });
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });

  it('is wrong where there is no head office, which alone has such accounts', async () => {
    const rig = await KioskRig.open();
    await openLogin(rig);
    expect(rig.screen('login').byEmail).toBe(false);
    await logIn(rig, EMAIL, GOOD);
    expect(rig.screen('login').problem).toEqual({ kind: 'wrong' });
  });

  it('has its ways to a new password and to a lost identifier', async () => {
    const { rig } = await openRecoveryPair();
    await openLogin(rig);
    await rig.act({ type: 'open', entry: 'lost-identifier' });
    expect(rig.screen('account-situation').purpose).toBe('identifier');
    await openLogin(rig);
    await rig.act({ type: 'open', entry: 'help' });
    await rig.act({ type: 'open', entry: 'lost-identifier' });
    expect(rig.screen('account-situation').purpose).toBe('identifier');
    await openLogin(rig);
    await rig.act({ type: 'open', entry: 'password' });
    expect(rig.screen('identify').byEmail).toBe(true);
  });
});
