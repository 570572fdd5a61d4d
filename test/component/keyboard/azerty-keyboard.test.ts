import { describe, expect, it } from 'vitest';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { PICTURES } from '../../../tools/preview/sample.ts';
import { openPage, type TestPage } from '../support/page.ts';

const openField = (): Promise<TestPage> =>
  openPage({
    ...{ id: 'login', identifier: '012345678', byEmail: true, isPassed: false },
    ...{ challenge: PICTURES, problem: null },
  });

const key = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-skbtn="${CSS.escape(name)}"]`);
  if (found === null) throw new Error(`No key ${name}`);
  return found;
};

describe('the keyboard of the screen', () => {
  it('types letters, one capital after shift, accents and their capitals', async () => {
    const page = await openField();
    await page.tapKeys('{shift}', 'N', 'o', '{accents}', 'ë', '{shift}', 'Ë', 'ç', '{letters}', 'l');
    expect(page.field('password').value).toBe('NoëËçl');
  });

  it('types symbols, the backslash and the space among them', async () => {
    const page = await openField();
    await page.tapKeys('{symbols}', '\\', '&', '<', '{space}', '"');
    expect(page.field('password').value).toBe('\\&< "');
  });

  it('types and erases at the caret, a whole character at a time', async () => {
    const page = await openField();
    await page.fill('password', 'a😀b');
    page.field('password').setSelectionRange(3, 3);
    await page.tapKeys('{bksp}', 'z');
    expect(page.field('password').value).toBe('azb');
  });

  it('names its keys without letters for those who hear them', async () => {
    await openField();
    expect(key('{bksp}').getAttribute('aria-label')).toBe(m.key_erase());
    expect(key('{shift}').getAttribute('aria-pressed')).toBe('false');
  });

  it('tells that shift is on, and lets it go after one letter', async () => {
    const page = await openField();
    await page.tapKeys('{shift}');
    expect(key('{shift}').getAttribute('aria-pressed')).toBe('true');
    await page.tapKeys('A');
    expect(key('{shift}').getAttribute('aria-pressed')).toBe('false');
  });

  it('is pressed by Enter on a focused key', async () => {
    const page = await openField();
    key('q').focus();
    await page.press('Enter');
    expect(page.field('password').value).toBe('q');
  });

  it('refuses the characters that a policy refuses, and says which', async () => {
    const page = await openPage({
      ...{ id: 'define-password', policy: { ...MCRN_PASSWORD_POLICY, refused: '%' } },
      ...{ isPassed: false, challenge: PICTURES, problem: null },
    });
    await page.tapKeys('{symbols}', '%');
    expect(page.field('password').value).toBe('');
    expect(key('%').getAttribute('aria-disabled')).toBe('true');
    expect(page.status.join(' ')).toContain(m.keyboard_refused_now({ character: 'pourcent\u00a0%' }));
    await page.tapKeys('_');
    expect(page.field('password').value).toBe('_');
  });
});
