import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';
import { ADVISER, PARKED, visit } from './samples.ts';

const login = (problem: ScreenOf<'staff-login'>['problem'] = null): ScreenOf<'staff-login'> => ({
  ...{ id: 'staff-login', problem },
});

describe('badge and PIN', () => {
  it('are typed one after the other, and the PIN shows only how many digits it has', async () => {
    const page = await openPage(login(), PARKED);
    expect(page.isOff('submit')).toBe(true);
    await page.tapDigits('471100');
    await page.tap('submit');
    expect(page.phase).toBe('pin');
    await page.tapDigits('83517');
    expect(page.isOff('submit'), 'a PIN has six digits at least').toBe(true);
    await page.tapDigits('2');
    expect(page.text).toContain('●●●●●●');
    expect(page.text).not.toContain('835172');
    await page.tap('submit');
    expect(page.actions).toEqual([{ type: 'staff-login', badge: '471100', pin: '835172' }]);
  });

  it('come from a scanner and a keyboard alike', async () => {
    const page = await openPage(login(), PARKED);
    await page.pressKeys('4711');
    await page.press('Enter');
    expect(page.phase).toBe('pin');
    await page.pressKeys('835172');
    await page.press('Enter');
    expect(page.actions).toEqual([{ type: 'staff-login', badge: '4711', pin: '835172' }]);
  });

  it('leave no digit of the PIN behind, wrong or taken back', async () => {
    const page = await openPage(login(), PARKED);
    page.answer = () => login({ kind: 'wrong', triesLeft: 4 });
    await page.tapDigits('4711');
    await page.tap('submit');
    await page.tapDigits('835171');
    await page.tap('submit');
    expect(page.alerts).toContain(m.staff_wrong({ count: 4 }));
    expect(page.text).not.toContain('●');
    await page.tapDigits('8351');
    await page.tap('back');
    expect(page.phase).toBe('badge');
    await page.tap('submit');
    expect(page.text).not.toContain('●');
  });

  it.each([
    [{ kind: 'not-ready' } as const, m.staff_not_ready],
    [{ kind: 'other-branch' } as const, m.staff_other_branch],
    [{ kind: 'offline' } as const, m.staff_no_list],
  ])('are refused as %j, in words', async (problem, words) => {
    const page = await openPage(login(problem), PARKED);
    expect(page.alerts).toContain(words());
  });
});

describe('what the adviser finds first', () => {
  const home = (changes: Partial<ScreenOf<'staff-home'>> = {}): ScreenOf<'staff-home'> => ({
    ...{ id: 'staff-home', adviser: ADVISER, visit: visit() },
    needs: { notice: null, waiting: 0, test: false },
    ...changes,
  });

  it('is the way to the member, while a visit waits', async () => {
    const page = await openPage(home(), PARKED);
    expect(page.status.concat(page.text).join(' ')).toContain(m.staff_home_all_well());
    await page.tap('staff-assist');
    expect(page.actions).toEqual([{ type: 'staff-open', page: 'assist' }]);
  });

  it('is what the kiosk needs, and no way to a member who is not there', async () => {
    const needs = { notice: 'disk-full', waiting: 3, test: true };
    const page = await openPage(home({ visit: null, needs }));
    expect(page.has('staff-assist')).toBe(false);
    for (const words of [
      m.staff_home_waiting({ count: 3 }),
      m.staff_home_test(),
      m.staff_home_none(),
      m.staff_disk_full(),
    ])
      expect(page.text).toContain(words);
    expect(page.text).not.toContain(m.staff_home_all_well());
    await page.tap('staff-test', 'staff-sync');
    expect(page.actions).toEqual([
      { type: 'staff-open', page: 'test' },
      { type: 'staff-open', page: 'sync' },
    ]);
  });

  it('is left by one touch, and by taking the badge off a reader that tells it', async () => {
    const page = await openPage(home(), PARKED);
    await page.press('F8');
    expect(page.actions).toEqual([]);
    await page.tap('leave');
    const gesture = { corner: 'top-left', times: 5, withinSeconds: 4, key: 'F9', badgeAway: 'F8' } as const;
    const reading = await openPage(home(), { ...PARKED, gesture });
    await reading.press('F8');
    expect([page.actions, reading.actions]).toEqual([[{ type: 'leave' }], [{ type: 'leave' }]]);
  });
});
