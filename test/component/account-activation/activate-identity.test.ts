import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { SECRET_QUESTIONS } from '../../../src-shared/values/secret-question.ts';
import { openPage, type TestPage } from '../support/page.ts';

const screen = (
  problem: ScreenOf<'activate-identity'>['problem'] = null,
  emailOnFile: string | null = null,
): ScreenOf<'activate-identity'> => ({
  ...{ id: 'activate-identity', questions: [...SECRET_QUESTIONS], policy: MCRN_PASSWORD_POLICY, problem },
  emailOnFile,
  terms: {
    version: '2026-01',
    since: '2026-01-01',
    sections: [{ title: 'Objet', paragraphs: ['Une règle.'] }],
  },
});

const ON_FILE = 'c•••e@orange.fr';
const EMAIL = 'claire.exemple@orange.fr';
const PASSWORD = 'Nantes-Loire44';

async function typePassword(page: TestPage): Promise<void> {
  await page.type('password', PASSWORD);
  await page.tap('submit');
  await page.type('confirmation', PASSWORD);
  await page.tap('submit');
}

async function toTerms(page: TestPage): Promise<void> {
  await page.tap('other-question', 'question-first-school');
  await page.type('secret-answer', 'Jules Ferry');
  await page.tap('submit');
  await page.type('email', EMAIL);
  await page.tap('submit');
  await page.type('email-again', EMAIL);
  await page.tap('submit');
  await typePassword(page);
}

describe('an identity', () => {
  it('is sent with the version of the terms that were accepted', async () => {
    const page = await openPage(screen());
    await toTerms(page);
    expect(page.phase).toBe('terms');
    await page.tap('accept');
    expect(page.actions).toEqual([
      {
        ...{ type: 'activate-account', question: 'first-school', secretAnswer: 'Jules Ferry' },
        ...{ email: EMAIL, emailAgain: EMAIL, password: PASSWORD, confirmation: PASSWORD },
        terms: '2026-01',
      },
    ]);
  });

  it('takes the address on file by one touch, and shows it masked to the end', async () => {
    const page = await openPage(screen(null, ON_FILE));
    await page.type('secret-answer', 'Jules Ferry');
    await page.tap('submit');
    expect(page.phase).toBe('email-on-file');
    expect(page.text).toContain(ON_FILE);
    await page.tap('take-on-file');
    await typePassword(page);
    expect(page.phase).toBe('terms');
    expect(page.text).toContain(ON_FILE);
    await page.tap('accept');
    expect(page.actions).toMatchObject([{ type: 'activate-account', email: null, emailAgain: '' }]);
  });

  it('takes another address than the one on file, and comes back to the offer', async () => {
    const page = await openPage(screen(null, ON_FILE));
    await page.type('secret-answer', 'Jules Ferry');
    await page.tap('submit', 'other-email');
    expect(page.phase).toBe('email');
    expect(page.field('email').value).toBe('');
    await page.tap('back');
    expect(page.phase).toBe('email-on-file');
    await page.tap('other-email');
    await page.type('email', EMAIL);
    await page.tap('submit');
    await page.type('email-again', EMAIL);
    await page.tap('submit');
    await typePassword(page);
    await page.tap('change-email');
    expect(page.field('email').value).toBe(EMAIL);
    await page.tap('submit', 'accept');
    expect(page.actions).toMatchObject([{ email: EMAIL, emailAgain: EMAIL }]);
  });

  it('whose address on file became that of another account asks for one to be typed', async () => {
    const page = await openPage(screen(null, ON_FILE));
    await page.type('secret-answer', 'Jules Ferry');
    await page.tap('submit', 'take-on-file');
    await typePassword(page);
    page.answer = () => screen({ kind: 'email-taken' }, ON_FILE);
    await page.tap('accept');
    expect(page.phase).toBe('email');
    expect(page.alerts).toEqual([m.email_taken()]);
  });

  it('holds back an answer that is too short', async () => {
    const page = await openPage(screen());
    expect(page.text).toContain(m.secret_childhood_book());
    expect(page.isOff('submit')).toBe(true);
    await page.type('secret-answer', 'J');
    await page.tap('submit');
    expect(page.phase).toBe('answer');
  });

  it('leads back to the address that another account has', async () => {
    const page = await openPage(screen());
    await toTerms(page);
    page.answer = () => screen({ kind: 'email-taken' });
    await page.tap('accept');
    expect(page.phase).toBe('email');
    expect(page.alerts).toEqual([m.email_taken()]);
    expect(page.field('email').value).toBe(EMAIL);
  });

  it('says that head office cannot be asked, and can be sent again', async () => {
    const page = await openPage(screen());
    await toTerms(page);
    page.answer = () => screen({ kind: 'offline' });
    await page.tap('accept');
    expect(page.phase).toBe('terms');
    expect(page.alerts).toHaveLength(1);
    await page.tap('accept');
    expect(page.actions).toHaveLength(2);
    expect(page.actions[1]).toEqual(page.actions[0]);
  });
});
