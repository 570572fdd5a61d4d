import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { GOOD } from '../actions.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';
import { APP_VERSION } from '../../../../src-shared/app-version.ts';

const { both } = DEMO_CAST;

/** A kiosk that a bug has put out of service; the bug is gone. */
async function openBroken(): Promise<KioskRig> {
  const rig = await KioskRig.open();
  await rig.identify(both.number);
  rig.bug = new Error('a bug');
  await rig.choose('email');
  rig.screen('out-of-service');
  rig.bug = null;
  return rig;
}

describe('a bug in the kiosk', () => {
  it('ends the visit with a reference that the log has, and nothing personal beside it', async () => {
    const rig = await KioskRig.open();
    await rig.act({ type: 'begin', language: 'en' });
    await rig.identify(both.number);
    rig.bug = new RangeError(`cannot send to ${both.email} (${both.number}, ${both.familyName})`);
    await rig.choose('email');
    const { reason, reference, details, version } = rig.screen('out-of-service');
    expect({ reason, details, version }).toEqual({ reason: 'fault', details: [], version: APP_VERSION });
    expect(reference).toMatch(/^[0-9A-F]{6}$/u);
    const lines = rig.logged.filter((line) => line.includes(reference));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('RangeError');
    expect(lines[0], 'the place in the code is told').toMatch(/at .*\.ts:\d+/u);
    const all = rig.logged.join('\n');
    for (const secret of [both.email, both.phone, both.number, both.familyName, both.givenName]) {
      expect(all).not.toContain(secret);
    }
  });

  it('shows for a minute, then serves again', async () => {
    const rig = await openBroken();
    await rig.act({ type: 'open', entry: 'password' });
    rig.screen('out-of-service');
    rig.alive(true);
    await rig.time.advance(MINUTE - 1);
    rig.screen('out-of-service');
    await rig.time.advance(1);
    rig.screen('attract');
    await rig.setPassword(both.number, GOOD);
  });

  it('can be left at once by whoever wants to try again', async () => {
    const rig = await openBroken();
    await rig.act({ type: 'leave' });
    rig.screen('attract');
  });

  it('confirms nothing: no code is on its way, no send is counted', async () => {
    const rig = await KioskRig.open();
    await rig.identify(both.number);
    rig.bug = new Error('a bug');
    await rig.choose('email');
    rig.bug = null;
    await rig.act({ type: 'leave' });
    await rig.identify(both.number);
    expect(rig.screen('choose-channel').offers.every(({ nextAt }) => nextAt === null)).toBe(true);
    expect(rig.mail.all).toEqual([]);
  });

  it('gives each fault a reference of its own', async () => {
    const rig = await KioskRig.open();
    const references = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      await rig.identify(both.number);
      rig.bug = new Error('a bug');
      await rig.choose('email');
      references.add(rig.screen('out-of-service').reference);
      rig.bug = null;
      await rig.act({ type: 'leave' });
    }
    expect(references.size).toBe(3);
  });

  it.each([
    ['at a moment of its own', (rig: KioskRig) => rig.time.advance(20_000)],
    ['when the page is loaded again', (rig: KioskRig) => rig.act({ type: 'show' })],
    ['for an action that is too old', (rig: KioskRig) => rig.send({ serial: 0, action: { type: 'leave' } })],
  ])('while a view is made %s is told too: no screen is left status', async (_when, look) => {
    const rig = await KioskRig.open();
    await rig.receiveCode(both.number);
    rig.onJournal((journal) => journal.exec('ALTER TABLE recovery RENAME TO gone'));
    await look(rig);
    expect(rig.view.screen).toMatchObject({ id: 'out-of-service', reason: 'fault' });
    rig.onJournal((journal) => journal.exec('ALTER TABLE gone RENAME TO recovery'));
    await rig.time.advance(MINUTE);
    rig.screen('attract');
  });
});
