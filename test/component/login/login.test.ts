import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { PICTURES, QUESTION } from '../../../tools/preview/sample.ts';
import { openPage } from '../support/page.ts';

const login = (changes: Partial<ScreenOf<'login'>> = {}): ScreenOf<'login'> => ({
  ...{ id: 'login', identifier: '', byEmail: true, isPassed: false, challenge: PICTURES, problem: null },
  ...changes,
});

const NUMBER = '012345678';
const PASSWORD = 'Nantes-Loire44';

describe('a login', () => {
  it('sends the number from the pad, the password from the keyboard, and the picture that was touched', async () => {
    const page = await openPage(login());
    expect(page.isOff('submit')).toBe(true);
    await page.tap('submit');
    expect(page.phase).toBe('identifier');
    await page.tapDigits(NUMBER);
    await page.tap('submit');
    expect(page.phase).toBe('password');
    expect(page.isOff('submit')).toBe(true);
    await page.type('password', PASSWORD);
    await page.tap('submit', 'picture-3');
    expect(page.actions).toEqual([
      {
        ...{ type: 'login', identifier: NUMBER, password: PASSWORD },
        answer: { way: 'picture', challenge: 'sample-challenge-01', picture: 'sample-picture-03' },
      },
    ]);
  });

  it('that follows a new password needs one touch, and no password of another number', async () => {
    const page = await openPage(login({ identifier: NUMBER, isPassed: true, chosen: 'password' }));
    page.answer = () =>
      login({ identifier: NUMBER, isPassed: true, chosen: 'password', problem: { kind: 'offline' } });
    expect(page.text).toContain(m.login_chosen());
    await page.tap('submit');
    const sent = { type: 'login', identifier: NUMBER, password: null, answer: null };
    expect(page.actions).toEqual([sent]);
    await page.type('password', PASSWORD);
    await page.tap('submit');
    expect(page.actions).toEqual([sent, { ...sent, password: PASSWORD }]);
    await page.tap('change-identifier');
    await page.tapDigits('999999');
    await page.tap('submit');
    expect(page.phase).toBe('password');
    expect(page.isOff('submit')).toBe(true);
  });

  it('takes an e-mail address in place of the number', async () => {
    const page = await openPage(login());
    await page.tap('use-email');
    await page.type('email', 'claire.exemple@orange.fr');
    await page.tap('submit');
    expect(page.phase).toBe('password');
    expect(page.text).toContain('claire.exemple@orange.fr');
  });

  it('shows the password only while it is asked to', async () => {
    const page = await openPage(login({ identifier: NUMBER }));
    await page.type('password', PASSWORD);
    expect(page.field('password').getAttribute('type')).toBe('password');
    await page.tap('show-password');
    expect(page.field('password').getAttribute('type')).toBe('text');
    expect(page.field('password').value).toBe(PASSWORD);
  });

  it('comes back to an empty password when it was wrong, and announces it', async () => {
    const page = await openPage(login({ identifier: NUMBER }));
    page.answer = () => login({ identifier: NUMBER, problem: { kind: 'wrong' } });
    await page.type('password', PASSWORD);
    await page.tap('submit', 'picture-1');
    expect(page.phase).toBe('password');
    expect(page.field('password').value).toBe('');
    expect(page.alerts).toContain(m.login_wrong());
  });

  it('stays with the anti-robot when only its answer was missed', async () => {
    const page = await openPage(login({ identifier: NUMBER }));
    page.answer = () =>
      login({ identifier: NUMBER, challenge: QUESTION, problem: { kind: 'challenge-missed' } });
    await page.type('password', PASSWORD);
    await page.press('Enter');
    await page.tap('picture-0');
    expect(page.phase).toBe('robot');
    expect(page.alerts).toHaveLength(1);
    await page.type('answer', 'vélo');
    await page.tap('submit');
    expect(page.actions.at(-1)).toMatchObject({
      password: PASSWORD,
      answer: { way: 'question', challenge: 'sample-challenge-02', typed: 'vélo' },
    });
  });

  it('forgets the known number when another one is wanted', async () => {
    const page = await openPage(login({ identifier: NUMBER }));
    await page.tap('change-identifier');
    expect(page.phase).toBe('identifier');
    expect(page.field('identifier').value).toBe('');
  });
});
