import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { PICTURES, TEXT } from '../../../tools/preview/sample.ts';
import { openPage } from '../support/page.ts';

const PASSWORD = 'Nantes-Loire44';

const robot = (changes: Partial<ScreenOf<'anti-robot'>> = {}): ScreenOf<'anti-robot'> => ({
  ...{ id: 'anti-robot', before: 'identify', challenge: PICTURES, problem: null },
  ...changes,
});

describe('the anti-robot before an act', () => {
  it.each([
    ['identify', m.robot_before_number],
    ['sms', m.robot_before_sms],
    ['letter', m.robot_before_letter],
  ] as const)('says why it is asked, and sends the picture: %s', async (before, lead) => {
    const page = await openPage(robot({ before }));
    expect(page.text).toContain(lead());
    await page.tap('picture-3');
    expect(page.actions).toEqual([
      {
        type: 'answer-challenge',
        answer: { way: 'picture', challenge: 'sample-challenge-01', picture: 'sample-picture-03' },
      },
    ]);
  });

  it('takes letters in place of a picture', async () => {
    const page = await openPage(robot({ challenge: TEXT }));
    await page.type('answer', 'abcdef');
    await page.tap('submit');
    expect(page.actions).toEqual([
      {
        type: 'answer-challenge',
        answer: { way: 'text', challenge: 'sample-challenge-03', typed: 'abcdef' },
      },
    ]);
  });

  it('says how long to wait where answers came too fast', async () => {
    const problem = { kind: 'paused', until: Date.UTC(2037, 0, 1) } as const;
    const page = await openPage(robot({ problem }));
    expect(page.text).toContain(m.robot_paused({ seconds: 30 }));
  });
});

describe('a visitor who has passed it', () => {
  it('logs in by the password alone', async () => {
    const page = await openPage({
      ...{ id: 'login', identifier: '012345678', byEmail: true, isPassed: true },
      ...{ challenge: null, problem: null },
    });
    await page.type('password', PASSWORD);
    await page.tap('submit');
    expect(page.actions).toEqual([
      { type: 'login', identifier: '012345678', password: PASSWORD, answer: null },
    ]);
  });

  it('defines a password by typing it twice, and can send it again once head office answers', async () => {
    const page = await openPage({
      ...{ id: 'define-password', policy: MCRN_PASSWORD_POLICY, isPassed: true },
      ...{ challenge: null, problem: { kind: 'offline' } },
    });
    await page.type('password', PASSWORD);
    await page.tap('submit');
    await page.type('confirmation', PASSWORD);
    await page.tap('submit');
    const sent = { type: 'define-password', password: PASSWORD, confirmation: PASSWORD, answer: null };
    expect(page.actions).toEqual([sent]);
    expect(page.text).toContain(m.activate_offline());
    await page.tap('submit');
    expect(page.actions).toEqual([sent, sent]);
  });
});
