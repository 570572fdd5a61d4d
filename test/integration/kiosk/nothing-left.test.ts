import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { codeIn } from '../../support/fakes/mailbox.ts';
import { ChildKiosk } from './faults/child-kiosk.ts';
import { expectNothing, heldBy } from './held-secrets.ts';
import { GOOD, logIn } from './actions.ts';

const { both } = DEMO_CAST;

/** Hashing slow enough to look at the memory meanwhile. */
const SLOW = { password: { hashing: { memoryKiB: 65_536, passes: 4, lanes: 1 } } };

/** What a visit brings into the kiosk; the code is not known before. */
const SECRETS = {
  number: both.number,
  email: both.email ?? '',
  phone: both.phone ?? '',
  familyName: both.familyName,
  givenName: both.givenName,
  birthDate: both.birthDate,
  password: GOOD,
};

describe('what a visitor brought', () => {
  it('is in the memory of the kiosk during the visit, and no more of it after', async () => {
    const rig = await KioskRig.open(SLOW, { start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), execArgv: ['--expose-gc'] });
      return child;
    });
    if (!child) throw new Error('not started');
    expect(await heldBy(child, rig, SECRETS), 'before the visit').toEqual([]);

    // A server that is slow to answer: the code is on its way for long enough to be seen.
    rig.mail.faults.delayMs = 3000;
    rig.mail.faults.delayAt = 'data';
    await rig.act({ type: 'begin' });
    await rig.identify(both.number);
    await rig.choose('email');
    const code = codeIn((await rig.mail.next()).text);
    const secrets = { ...SECRETS, code };
    expect(await heldBy(child, rig, secrets), 'while the code is on its way').toEqual(
      expect.arrayContaining(['number', 'email', 'phone', 'familyName', 'givenName', 'code']),
    );
    await rig.until(({ screen }) => screen.id === 'enter-code' && screen.delivery === 'sent');
    rig.mail.faults.delayMs = 0;

    await rig.act({ type: 'enter-code', code });
    const answer = await rig.rightAnswer();
    const defined = rig.act({ type: 'define-password', password: GOOD, confirmation: GOOD, answer });
    expect(await heldBy(child, rig, secrets), 'while the password is hashed').toContain('password');
    await defined;
    rig.screen('password-done');
    await Promise.all([rig.mail.next(), rig.sms.next()]);
    await rig.act({ type: 'continue' });
    await logIn(rig, both.number, GOOD);
    rig.screen('space-home');
    expect(await heldBy(child, rig, secrets), 'in the member space').toContain('familyName');

    await rig.act({ type: 'leave' });
    rig.screen('attract');
    await expectNothing(child, rig, secrets);
  });

  it('goes as well when the visitor walks away in the middle', async () => {
    const rig = await KioskRig.open({}, { start: false });
    let child: ChildKiosk | undefined;
    await rig.startWith((config) => {
      child = new ChildKiosk({ config, wall: rig.time.wall(), execArgv: ['--expose-gc'] });
      return child;
    });
    if (!child) throw new Error('not started');
    const code = await rig.receiveCode(both.number, 'sms');
    await rig.act({ type: 'enter-code', code });
    await rig.act({
      type: 'define-password',
      password: GOOD,
      confirmation: `${GOOD}!`,
      answer: await rig.rightAnswer(),
    });
    expect(rig.screen('define-password').problem).toEqual({ kind: 'mismatch' });
    const secrets = { ...SECRETS, code };
    expect(await heldBy(child, rig, secrets), 'the password is not kept even during the visit').not.toContain(
      'password',
    );
    await child.advance(90_000);
    await rig.act({ type: 'show' });
    rig.screen('attract');
    await expectNothing(child, rig, secrets);
  });
});
