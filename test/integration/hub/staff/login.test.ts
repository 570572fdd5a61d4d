import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../src-shared/time/units.ts';
import type { Roster } from '../../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { revokeKiosk } from '../../../../src-hub/kiosks/kiosk-registry.ts';
import { beginFirstUse, finishFirstUse } from '../../../../src-hub/staff/first-use.ts';
import { addStaff, endStaff, moveStaff, renewStaff } from '../../../../src-hub/staff/staff-registry.ts';
import { STAFF_PIN, StaffFixture } from '../../../support/hub/staff-fixture.ts';

const wrong = (triesLeft: number) => ({ result: 'wrong', triesLeft });

describe('badge and PIN at a kiosk', () => {
  it('let in who works in the branch, by first name and initial', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    expect(await staff.logIn(badge)).toEqual({
      ...{ result: 'in', session: expect.any(String) as string },
      ...{ name: 'Camille D.', role: 'adviser' },
    });
    expect(await staff.logIn(badge, { client: staff.elsewhere })).toEqual({ result: 'other-branch' });
    const everywhere = await staff.adviser('it', null);
    expect(await staff.logIn(everywhere.badge, { client: staff.elsewhere })).toMatchObject({ result: 'in' });
  });

  it('answer alike for a badge that nobody has, one that was ended, and a wrong PIN', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const ended = await staff.adviser();
    await endStaff(staff.deps, ended.badge);
    expect(await staff.logIn('999999')).toEqual(wrong(4));
    expect(await staff.logIn(ended.badge)).toEqual(wrong(3));
    expect(await staff.logIn(badge, { pin: '583927' })).toEqual(wrong(2));
  });

  it('close a badge at all kiosks after five wrong PINs, for 15 minutes', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const second = await staff.rig.enrol('Nantes 2');
    const pin = '583927';
    for (const triesLeft of [4, 3]) expect(await staff.logIn(badge, { pin })).toEqual(wrong(triesLeft));
    expect(await staff.logIn(badge, { pin, client: second })).toEqual(wrong(2));
    expect(await staff.logIn(badge, { pin, client: second })).toEqual(wrong(1));
    const locked = { result: 'locked', waitMs: 15 * MINUTE };
    expect(await staff.logIn(badge, { pin, client: second })).toEqual(locked);
    // The right PIN too, and at the other kiosk.
    expect(await staff.logIn(badge)).toEqual(locked);
    staff.rig.clock.advance(15 * MINUTE - 1);
    expect(await staff.logIn(badge)).toEqual({ result: 'locked', waitMs: 1 });
    staff.rig.clock.advance(1);
    expect(await staff.logIn(badge)).toMatchObject({ result: 'in' });
    expect(await staff.logIn(badge, { pin })).toEqual(wrong(4));
  });

  it('close a kiosk after five wrong badges, but no other kiosk', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const second = await staff.rig.enrol('Nantes 2');
    for (const guessed of ['1000', '1001', '1002', '1003']) await staff.logIn(guessed);
    expect(await staff.logIn('1004')).toMatchObject({ result: 'locked' });
    expect(await staff.logIn(badge)).toMatchObject({ result: 'locked' });
    expect(await staff.logIn(badge, { client: second })).toMatchObject({ result: 'in' });
  });

  it('do not free the guesses of another badge', async () => {
    const staff = await StaffFixture.open();
    const [own, other] = [await staff.adviser(), await staff.adviser()];
    for (let i = 0; i < 3; i += 1) await staff.logIn(other.badge, { pin: '583927' });
    expect(await staff.logIn(own.badge)).toMatchObject({ result: 'in' });
    expect(await staff.logIn(other.badge, { pin: '583928' })).toEqual(wrong(1));
  });

  it('count many tries at once one by one', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    const pins = Array.from({ length: 12 }, (_, i) => String(700_000 + 137 * i));
    const answers = await Promise.all(pins.map((pin) => staff.logIn(badge, { pin })));
    expect(answers.filter(({ result }) => result === 'wrong')).toHaveLength(4);
    expect(answers.filter(({ result }) => result === 'locked')).toHaveLength(8);
  });

  it('tell a badge of the branch that was not used yet', async () => {
    const staff = await StaffFixture.open();
    const person = { givenName: 'Inès', familyName: 'Petit', role: 'adviser' } as const;
    await addStaff(staff.deps, { badge: '2001', ...person, branch: 'Nantes' });
    await addStaff(staff.deps, { badge: '2002', ...person, branch: 'Angers' });
    expect(await staff.logIn('2001')).toEqual({ result: 'not-ready' });
    expect(await staff.logIn('2002')).toMatchObject({ result: 'wrong' });
  });

  it('are refused at a kiosk that was revoked', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    await revokeKiosk(staff.deps, 'Nantes 1');
    const answer = await staff.rig
      .as(staff.kiosk)
      .post('/v1/staff/login', { visit: null, badge, pin: STAFF_PIN });
    expect(answer).toMatchObject({ status: 403, body: { error: 'kiosk-revoked' } });
  });
});

describe('the list of a branch for its kiosks', () => {
  it('has the people of the branch alone, and says when it is as it was', async () => {
    const staff = await StaffFixture.open();
    const { badge } = await staff.adviser();
    await staff.adviser('lead', 'Angers');
    await staff.adviser('it', null);
    const list = await staff.call<Roster>('staff/roster', { version: null });
    expect(list.staff).toEqual([
      {
        badge,
        name: 'Camille D.',
        role: 'adviser',
        pinHash: expect.stringMatching(/^\$argon2id\$/u) as string,
      },
    ]);
    const again = await staff.call<Roster>('staff/roster', { version: list.version });
    expect(again).toEqual({ ...list, staff: null });
    await endStaff(staff.deps, badge);
    expect(await staff.call('staff/roster', { version: list.version })).toMatchObject({ staff: [] });
  });
});

describe('the second factor', () => {
  it('is good once for each step, and for this session', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const { session } = await staff.helping(adviser, null, { factor: false });
    const code = adviser.code();
    expect(await staff.call('staff/second-factor', { session, code })).toEqual({
      ...{ result: 'in', recoveryLeft: 10 },
    });
    expect(await staff.call('staff/second-factor', { session, code })).toEqual(wrong(4));
    expect(await staff.call('staff/second-factor', { session: randomUUID(), code })).toEqual({
      result: 'ended',
    });
  });

  it('takes a recovery code once', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const { session } = await staff.helping(adviser, null, { factor: false });
    const [code = ''] = adviser.recoveryCodes;
    expect(await staff.call('staff/second-factor', { session, code })).toMatchObject({ recoveryLeft: 9 });
    expect(await staff.call('staff/second-factor', { session, code })).toEqual(wrong(4));
  });

  it('is not freed by a right PIN', async () => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    for (const left of [4, 3, 2, 1]) {
      const { session } = await staff.helping(adviser, null, { factor: false });
      expect(await staff.call('staff/second-factor', { session, code: '000000' })).toEqual(wrong(left));
    }
    const { session } = await staff.helping(adviser, null, { factor: false });
    expect(await staff.call('staff/second-factor', { session, code: '000000' })).toMatchObject({
      result: 'locked',
    });
    expect(await staff.call('staff/second-factor', { session, code: adviser.code() })).toMatchObject({
      result: 'locked',
    });
  });
});

describe('the first use of a badge', () => {
  it('names what is wrong, and sets nothing', async () => {
    const staff = await StaffFixture.open();
    const person = { givenName: 'Inès', familyName: 'Petit', role: 'adviser', branch: 'Nantes' } as const;
    const slip = (await addStaff(staff.deps, { badge: '2001', ...person }))?.code ?? '';
    const shown = { badge: '2001', slip, place: 'test' };
    await beginFirstUse(staff.deps, shown);
    const chosen = { pin: '012001', password: 'Petit-Petit-1', code: '000000' };
    expect(await finishFirstUse(staff.deps, { ...shown, ...chosen })).toEqual({
      result: 'refused',
      problems: { pin: 'badge', password: ['personal'], isCodeRight: false },
    });
    expect(await staff.logIn('2001')).toEqual({ result: 'not-ready' });
  });

  it('spends the slip, also for a second page that has begun', async () => {
    const staff = await StaffFixture.open();
    const person = { givenName: 'Inès', familyName: 'Petit', role: 'adviser', branch: 'Nantes' } as const;
    const slip = (await addStaff(staff.deps, { badge: '2001', ...person }))?.code ?? '';
    await staff.firstUse('2001', slip.toLowerCase().replace('-', ' '));
    const again = { badge: '2001', slip, place: 'test' };
    expect(await beginFirstUse(staff.deps, again)).toEqual(wrong(4));
  });

  it('ends with the slip, after seven days', async () => {
    const staff = await StaffFixture.open();
    const person = { givenName: 'Inès', familyName: 'Petit', role: 'adviser', branch: 'Nantes' } as const;
    const slip = (await addStaff(staff.deps, { badge: '2001', ...person }))?.code ?? '';
    staff.rig.clock.advance(7 * 24 * 60 * MINUTE);
    expect(await beginFirstUse(staff.deps, { badge: '2001', slip, place: 'test' })).toEqual(wrong(4));
  });

  it('answers alike for a badge that nobody has', async () => {
    const staff = await StaffFixture.open();
    const slip = 'ACDEF-GHJKM';
    expect(await beginFirstUse(staff.deps, { badge: '999999', slip, place: 'test' })).toEqual(wrong(4));
  });
});

describe('an adviser who is ended, renewed or moved', () => {
  it.each([
    ['ended', endStaff],
    ['renewed', renewStaff],
    [
      'moved',
      (deps: StaffFixture['deps'], badge: string) =>
        moveStaff(deps, badge, { role: 'lead', branch: 'Angers' }),
    ],
  ] as const)('%s: is out of a session at once', async (_how, change) => {
    const staff = await StaffFixture.open();
    const adviser = await staff.adviser();
    const at = await staff.helping(adviser, await staff.member());
    await change(staff.deps, adviser.badge);
    expect(await staff.act(at, { kind: 'start-letter' })).toEqual({
      ...{ result: 'refused', why: 'ended', waitMs: null },
    });
    expect(await staff.logIn(adviser.badge)).not.toMatchObject({ result: 'in' });
  });
});
