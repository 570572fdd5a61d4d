import argon2 from 'argon2';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import type { Action } from '../../../src-shared/journey/action.ts';
import { PARKED_AT_MOST, STAFF_IDLE } from '../../../src-shared/policy/staff/staff-mode.ts';
import { STAFF_LOCK } from '../../../src-shared/policy/staff/staff.ts';
import { DAY, MINUTE, SECOND } from '../../../src-shared/time/units.ts';
import { ADVISER } from '../../support/fakes/fake-staff.ts';
import type { KioskRig } from '../../support/kiosk/kiosk-rig.ts';
import { allAnswered, openPair, type Pair } from '../head-office/actions.ts';

const MEMBER = DEMO_CAST.both.number;
const OWN = { language: 'en', textSize: 'largest', highContrast: true, sound: false } as const;

/** A member with settings of their own stands at the choice of channels. */
async function withMember(): Promise<Pair> {
  const pair = await openPair();
  const { rig } = pair;
  await rig.act({ type: 'begin', language: OWN.language });
  const { textSize, highContrast, sound } = OWN;
  await rig.act({ type: 'set-display', textSize, highContrast, sound });
  await rig.identify(MEMBER);
  expect(rig.view.screen.id).toBe('choose-channel');
  return pair;
}

async function enter(rig: KioskRig, pin: string = ADVISER.pin): Promise<void> {
  if (rig.view.screen.id !== 'staff-login') await rig.act({ type: 'open-staff' });
  await rig.act({ type: 'staff-login', badge: ADVISER.badge, pin });
}

async function assist(rig: KioskRig): Promise<void> {
  await enter(rig);
  await rig.act({ type: 'staff-open', page: 'assist' });
}

const act = (name: Extract<Action, { type: 'staff-act' }>['act'], code: string | null = null): Action => ({
  ...{ type: 'staff-act', act: name, reason: 'member-asked', code },
  details: { document: { kind: 'passport', last: '12AB' }, channel: null, contact: null, second: null },
});

describe('a parked visit', () => {
  it('comes back at its step, with its own settings, after an adviser has helped twice', async () => {
    const { rig, office } = await withMember();
    const before = rig.view;
    for (let round = 0; round < 2; round += 1) {
      await assist(rig);
      expect(rig.view).toMatchObject({ parked: true, language: 'fr', textSize: 'normal', sound: true });
      await rig.act(act('more-time'));
      expect(rig.screen('staff-assist').outcome).toMatchObject({ result: 'done' });
      await rig.act({ type: 'leave' });
      expect(rig.view).toMatchObject({ ...OWN, parked: false, draft: before.draft, screen: before.screen });
    }
    expect(rig.wipes).toBe(0);
    await expect.poll(() => office.staff.asked.filter(({ name }) => name === 'staff/leave').length).toBe(2);
  });

  it('ends by itself, and the next visitor has the defaults', async () => {
    const { rig } = await withMember();
    await enter(rig);
    for (let at = 0; at < PARKED_AT_MOST; at += MINUTE) {
      await rig.time.advance(MINUTE);
      rig.alive(true);
    }
    const view = await rig.act({ type: 'staff-open', page: 'assist' });
    expect(view.parked).toBe(false);
    expect(rig.screen('staff-assist').visit).toBeNull();
    await rig.act({ type: 'leave' });
    expect(rig.view).toMatchObject({ screen: { id: 'attract' }, language: 'fr', textSize: 'normal' });
    expect(rig.wipes).toBe(1);
  });

  it('asks whether anybody is there when the adviser has walked away, then is wiped', async () => {
    const { rig } = await withMember();
    await enter(rig);
    await rig.time.advance(STAFF_IDLE + SECOND);
    expect(rig.pushed.at(-1)).toMatchObject({ screen: { id: 'choose-channel' }, ...OWN });
    expect(rig.pushed.at(-1)?.idle).not.toBeNull();
    await rig.time.advance(31 * SECOND);
    expect(rig.pushed.at(-1)).toMatchObject({ screen: { id: 'attract' }, language: 'fr' });
    expect(rig.wipes).toBe(1);
  });

  it('comes back with the warning when the page is lost in staff mode', async () => {
    const { rig } = await withMember();
    await enter(rig);
    const view = await rig.send({ serial: 0, action: { type: 'show' } });
    expect(view.screen.id).toBe('choose-channel');
    expect(view.idle).not.toBeNull();
  });

  it('is gone after a restart, and staff mode with it', async () => {
    const { rig } = await withMember();
    await enter(rig);
    await rig.stop();
    await rig.start();
    expect(rig.view).toMatchObject({ screen: { id: 'attract' }, parked: false, language: 'fr' });
  });

  it('is ended by the adviser, who then sees nothing of it', async () => {
    const { rig } = await withMember();
    await assist(rig);
    await rig.act(act('end-visit'));
    expect(rig.view).toMatchObject({ parked: false, screen: { visit: null } });
    await rig.act({ type: 'leave' });
    expect(rig.view.screen.id).toBe('attract');
    expect(rig.wipes).toBe(1);
  });

  it('forgets what was typed when its step begins again', async () => {
    const { rig } = await withMember();
    const { draft } = rig.view;
    await assist(rig);
    await rig.act(act('restart-step'));
    await rig.act({ type: 'leave' });
    expect(rig.view.draft).toBe(draft + 1);
  });
});

it('what is done at the kiosk alone is told to head office, once each, in order', async () => {
  const { rig, office } = await withMember();
  await assist(rig);
  await rig.act(act('more-time'));
  await rig.act(act('attest-anti-robot'));
  await rig.act(act('end-visit'));
  await allAnswered(rig);
  const told = office.appliedBodies.filter((body) => (body as { kind: string }).kind === 'staff-act');
  const common = { kind: 'staff-act', badge: ADVISER.badge, reason: 'member-asked' };
  expect(told, 'the attestation was told by its call').toEqual(
    ['more-time', 'end-visit'].map((name) => ({
      ...common,
      ...{ act: name, visit: expect.any(String) as string, session: expect.any(String) as string },
    })),
  );
});

describe('the login of staff', () => {
  it('counts wrong PINs, waits after five, over a restart too', async () => {
    const { rig } = await openPair();
    for (let left = 4; left >= 0; left -= 1) {
      await enter(rig, '999999');
      expect(rig.screen('staff-login').problem).toMatchObject({
        kind: 'wrong',
        triesLeft: Math.min(left, 4),
      });
    }
    await enter(rig);
    expect(rig.screen('staff-login').problem).toMatchObject({ kind: 'locked' });
    await rig.stop();
    await rig.start();
    await enter(rig);
    expect(rig.screen('staff-login').problem).toMatchObject({ kind: 'locked' });
    await rig.time.advance(STAFF_LOCK);
    await enter(rig);
    expect(rig.view.screen.id).toBe('staff-home');
  });

  it('works without the line by the sealed list, for a day; acts of head office are then not offered', async () => {
    const { rig, office } = await withMember();
    // The list is asked for again at each opening of the login.
    await enter(rig);
    await expect
      .poll(() =>
        rig.onJournal((journal) => journal.prepare('SELECT count(*) FROM staff_roster').pluck().get()),
      )
      .toBe(1);
    await rig.act({ type: 'leave' });
    await office.down();
    await assist(rig);
    expect(rig.screen('staff-assist')).toMatchObject({ adviser: { isOffline: true } });
    const acts = rig.screen('staff-assist').acts;
    expect(acts.find((each) => each.act === 'give-try')?.hindrance).toBe('offline');
    expect(acts.find((each) => each.act === 'more-time')?.hindrance).toBeNull();
    await rig.act({ type: 'leave' });
    await rig.time.advance(DAY + MINUTE);
    await enter(rig);
    expect(rig.screen('staff-login').problem).toEqual({ kind: 'offline' });
  });

  it('costs one hash of one cost without the line, whether somebody has the badge or not', async () => {
    const { rig, office } = await withMember();
    await enter(rig);
    await rig.act({ type: 'leave' });
    await office.down();
    const costs: string[] = [];
    const verify = argon2.verify.bind(argon2);
    const spy = vi.spyOn(argon2, 'verify').mockImplementation((phc, ...rest) => {
      costs.push(phc.split('$').slice(1, 4).join('$'));
      return verify(phc, ...rest);
    });
    onTestFinished(() => spy.mockRestore());
    await rig.act({ type: 'open-staff' });
    for (const badge of [ADVISER.badge, '999999'])
      await rig.act({ type: 'staff-login', badge, pin: '999999' });
    const [known, unknown, ...more] = costs;
    expect(more).toEqual([]);
    expect(unknown).toBe(known);
  });

  it('does not exist at a kiosk without head office', async () => {
    const { KioskRig: Rig } = await import('../../support/kiosk/kiosk-rig.ts');
    const rig = await Rig.open();
    const view = await rig.act({ type: 'open-staff' });
    expect(view).toMatchObject({ gesture: null, screen: { id: 'attract' } });
  });
});

describe('an act that changes data', () => {
  it('needs the second factor once a visit, and shows what head office answered', async () => {
    const { rig, office } = await withMember();
    await assist(rig);
    await rig.act(act('give-try', '000000'));
    expect(rig.screen('staff-assist').outcome).toMatchObject({ result: 'second-wrong' });
    await rig.act(act('give-try', ADVISER.code));
    expect(rig.screen('staff-assist').outcome).toMatchObject({ result: 'done' });
    expect(rig.screen('staff-assist').acts.every(({ needsCode }) => !needsCode)).toBe(true);
    office.staff.onAct = () => ({ result: 'refused', why: 'day-limit', waitMs: null });
    await rig.act(act('start-letter'));
    expect(rig.screen('staff-assist').outcome).toMatchObject({ result: 'limit' });
    const told = office.staff.asked.filter(({ name }) => name === 'staff/act');
    expect(told.map(({ body }) => body['visit'])).toEqual([told[0]?.body['visit'], told[0]?.body['visit']]);
  });

  it('is not for IT, which has nothing to do with members', async () => {
    const { rig, office } = await withMember();
    office.staff.role = 'it';
    await assist(rig);
    expect(new Set(rig.screen('staff-assist').acts.map(({ hindrance }) => hindrance))).toEqual(
      new Set(['role']),
    );
    await rig.act(act('end-visit'));
    expect(rig.view.parked).toBe(true);
  });
});

describe('a call for an adviser', () => {
  it('goes out, tells who comes, and says when nobody answers', async () => {
    const { rig, office } = await withMember();
    await rig.act({ type: 'call-adviser' });
    await expect.poll(() => office.staff.asked.some(({ name }) => name === 'branch/call')).toBe(true);
    expect(rig.view.call).toMatchObject({ state: 'calling' });
    const asked = (): number => office.staff.asked.filter(({ name }) => name === 'branch/call-state').length;
    for (let at = 0; at <= 90; at += 3) {
      const before = asked();
      await rig.time.advance(3 * SECOND);
      rig.alive(true);
      await expect.poll(asked).toBeGreaterThan(before);
    }
    await expect.poll(() => rig.pushed.at(-1)?.call).toMatchObject({ state: 'unanswered' });
    office.staff.call = { state: 'taken', by: ADVISER.name };
    await rig.time.advance(3 * SECOND);
    await expect.poll(() => rig.pushed.at(-1)?.call).toEqual({ state: 'taken', by: ADVISER.name });
    await rig.act({ type: 'open-staff' });
    await expect
      .poll(() => office.staff.asked.find(({ name }) => name === 'branch/call-end')?.body)
      .toMatchObject({
        why: 'helped',
      });
  });

  it('without the line lights up the kiosk, and the idle screen after the visit', async () => {
    const { rig, office } = await withMember();
    await office.down();
    await rig.act({ type: 'call-adviser' });
    await expect.poll(() => rig.pushed.at(-1)?.call).toEqual({ state: 'here', by: null });
    await rig.act({ type: 'leave' });
    expect(rig.view).toMatchObject({ screen: { id: 'attract' }, call: { state: 'here' } });
    await rig.act({ type: 'open-staff' });
    await rig.act({ type: 'leave' });
    expect(rig.view.call).toBeNull();
  });

  it('tells the branch where the visit stands, and how it ended, without a name', async () => {
    const { rig, office } = await withMember();
    await rig.time.advance(2 * SECOND);
    const visits = () =>
      office.staff.asked.filter(({ name }) => name === 'branch/visit').map(({ body }) => body);
    await expect
      .poll(() => visits().at(-1))
      .toMatchObject({
        step: 'choose-channel',
        holder: { situation: 'member', number: MEMBER },
      });
    await rig.act({ type: 'leave' });
    await expect.poll(() => visits().at(-1)).toMatchObject({ end: 'left' });
  });
});
