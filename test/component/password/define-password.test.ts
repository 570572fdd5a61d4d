import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { PICTURES } from '../../../tools/preview/sample.ts';
import { openPage } from '../support/page.ts';

const screen = (
  problem: ScreenOf<'define-password'>['problem'] = null,
  isPassed = false,
): ScreenOf<'define-password'> => ({
  ...{ id: 'define-password', policy: MCRN_PASSWORD_POLICY, isPassed, challenge: PICTURES, problem },
});

const PASSWORD = 'Nantes-Loire44';

describe('a new password', () => {
  it('goes on only once it keeps the rules, and is sent with its repetition', async () => {
    const page = await openPage(screen());
    await page.type('password', 'Nantes');
    expect(page.isOff('submit')).toBe(true);
    await page.type('password', '-Loire44');
    await page.tap('submit');
    expect(page.phase).toBe('confirmation');
    await page.type('confirmation', PASSWORD);
    expect(page.status).toContain(m.confirm_same());
    await page.tap('submit', 'picture-2');
    expect(page.actions).toEqual([
      {
        ...{ type: 'define-password', password: PASSWORD, confirmation: PASSWORD },
        answer: { way: 'picture', challenge: 'sample-challenge-01', picture: 'sample-picture-02' },
      },
    ]);
  });

  it('announces at once that the repetition differs, and holds it back', async () => {
    const page = await openPage(screen());
    await page.type('password', PASSWORD);
    await page.tap('submit');
    await page.type('confirmation', 'Nantes-l');
    expect(page.alerts).toContain(m.confirm_differs());
    expect(page.field('confirmation').getAttribute('aria-invalid')).toBe('true');
    expect(page.isOff('submit')).toBe(true);
  });

  it('comes back to the first field with what the application refused', async () => {
    const page = await openPage(screen());
    page.answer = () => screen({ kind: 'refused', broken: ['common', 'personal'] });
    await page.type('password', PASSWORD);
    await page.tap('submit');
    await page.type('confirmation', PASSWORD);
    await page.tap('submit', 'picture-0');
    expect(page.phase).toBe('password');
    expect(page.alerts.join(' ')).toContain(m.refused_common());
    expect(page.alerts.join(' ')).toContain(m.refused_personal());
  });
});
