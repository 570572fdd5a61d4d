import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';

const screen = (problem: ScreenOf<'letter-code'>['problem'] = null): ScreenOf<'letter-code'> => ({
  ...{ id: 'letter-code', problem },
});

const KEYS = Array.from('ACD34EFG67', (character) => `key-${character}`);

describe('the code of a letter', () => {
  it('is typed on its pad, with one character taken back, and sent', async () => {
    const page = await openPage(screen());
    await page.tap('key-W', 'key-erase', ...KEYS);
    await page.tap('submit');
    expect(page.actions).toEqual([{ type: 'enter-letter-code', code: 'ACD34EFG67' }]);
  });

  it('comes from a keyboard as well, in small letters', async () => {
    const page = await openPage(screen());
    await page.pressKeys('acd34efg67');
    await page.press('Enter');
    expect(page.actions).toEqual([{ type: 'enter-letter-code', code: 'ACD34EFG67' }]);
  });

  it('is typed afresh after a wrong one, and kept while head office cannot be asked', async () => {
    const page = await openPage(screen());
    page.answer = () => screen({ kind: 'offline' });
    await page.tap(...KEYS, 'submit');
    expect(page.alerts).toContain(m.letter_code_offline());
    page.answer = () => screen({ kind: 'wrong', triesLeft: 4 });
    await page.tap('submit');
    expect(page.actions).toHaveLength(2);
    expect(page.actions[1]).toEqual(page.actions[0]);
    expect(page.alerts.join(' ')).toContain(m.letter_code_wrong());
    await page.tap(...KEYS, 'submit');
    expect(page.actions[2]).toEqual(page.actions[0]);
  });

  it('leads to another code', async () => {
    const page = await openPage(screen({ kind: 'expired' }));
    expect(page.alerts).toContain(m.letter_code_expired());
    await page.tap('open-password');
    expect(page.actions).toEqual([{ type: 'open', entry: 'password' }]);
  });
});
