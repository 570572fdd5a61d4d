import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';

const code = (changes: Partial<ScreenOf<'enter-code'>> = {}): ScreenOf<'enter-code'> => ({
  ...{
    id: 'enter-code',
    line: 'up',
    channel: 'email',
    masked: '*****@*****',
    sender: 'no-reply@exemple.fr',
    delivery: 'sent',
  },
  ...{ expiresIn: 598_000, triesLeft: 5, resendIn: 47_000, problem: null },
  ...changes,
});

const identify = (problem: ScreenOf<'identify'>['problem'] = null): ScreenOf<'identify'> => ({
  ...{ id: 'identify', purpose: 'password', byEmail: true, problem },
});

describe('the pad of a member number', () => {
  it('takes touches and keys alike, erases one digit or all, and sends the rest', async () => {
    const page = await openPage(identify());
    expect(page.isOff('submit')).toBe(true);
    await page.tapDigits('9');
    await page.tap('key-clear');
    await page.tapDigits('0123');
    await page.tap('key-erase');
    await page.press('3');
    await page.tapDigits('45678');
    expect(page.field('number').value.replaceAll(/\D/gu, '')).toBe('012345678');
    await page.tap('submit');
    expect(page.actions).toEqual([{ type: 'identify', number: '012345678' }]);
  });

  it('takes no more digits than a number has', async () => {
    const page = await openPage(identify());
    await page.tapDigits('01234567890123');
    await page.press('Enter');
    expect(page.actions).toEqual([{ type: 'identify', number: '0123456789' }]);
  });

  it('announces a number that is not one', async () => {
    const page = await openPage(identify({ kind: 'malformed', minDigits: 6, maxDigits: 10 }));
    expect(page.alerts).toContain(m.identify_malformed({ min: 6, max: 10 }));
  });
});

describe('the pad of a code', () => {
  it('sends six digits by itself and reads out how far one is', async () => {
    const page = await openPage(code());
    const before = page.status;
    await page.tapDigits('123');
    expect(page.status).not.toEqual(before);
    await page.tapDigits('456');
    expect(page.actions).toEqual([{ type: 'enter-code', code: '123456' }]);
  });

  it('announces a wrong code, shows it still, and begins anew with the next digit', async () => {
    const page = await openPage(code());
    page.answer = () => code({ problem: { kind: 'wrong' }, triesLeft: 4 });
    await page.tapDigits('123456');
    expect(page.alerts).toHaveLength(1);
    expect(page.field('code').value).toBe('123456');
    expect(page.isOff('submit')).toBe(true);
    await page.tapDigits('654321');
    expect(page.actions).toEqual([
      { type: 'enter-code', code: '123456' },
      { type: 'enter-code', code: '654321' },
    ]);
  });

  it('lets a wrong digit be erased and corrected', async () => {
    const page = await openPage(code());
    page.answer = () => code({ problem: { kind: 'wrong' }, triesLeft: 4 });
    await page.tapDigits('123456');
    await page.tap('key-erase');
    await page.tapDigits('7');
    expect(page.actions.at(-1)).toEqual({ type: 'enter-code', code: '123457' });
  });

  it('is sent once, however often the last digit and the button are touched', async () => {
    const page = await openPage(code());
    await page.tapDigits('1234566');
    await page.tap('submit', 'submit');
    await page.press('6');
    await page.press('Enter');
    expect(page.actions).toEqual([{ type: 'enter-code', code: '123456' }]);
  });

  it('that did not arrive is sent again by the button, not by itself', async () => {
    const page = await openPage(code());
    page.answer = () => code({ problem: { kind: 'offline' } });
    await page.tapDigits('123456');
    expect(page.actions).toHaveLength(1);
    await page.tap('submit');
    expect(page.actions).toHaveLength(2);
  });

  it('offers another message only when its wait is over', async () => {
    const page = await openPage(code());
    expect(page.isOff('resend')).toBe(true);
    page.show(code({ resendIn: 0 }));
    await page.tap('resend');
    expect(page.actions).toEqual([{ type: 'resend' }]);
  });
});
