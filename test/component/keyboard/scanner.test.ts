import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SCANNER } from '../../../src-shared/journey/scanner-settings.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { strokesFor, typedOn, type Layout } from '../../support/devices/wedge-scanner.ts';
import { openPage, type TestPage } from '../support/page.ts';

const identify = (changes: Partial<ScreenOf<'identify'>> = {}): ScreenOf<'identify'> => ({
  ...{ id: 'identify', purpose: 'password', byEmail: true, problem: null },
  ...changes,
});

/** Moment of the next key: a scanner's are close together, whatever holds this page up. */
let now = 0;
beforeEach(() => {
  now += 10_000;
});

/** Presses a key where the focus is. @returns whether the page left it to the browser */
function press(init: KeyboardEventInit & { key: string }, gap = 10): boolean {
  now += gap;
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'timeStamp', { value: now });
  return (document.activeElement ?? document.body).dispatchEvent(event);
}

/** Scans a text, after a pause. */
function scan(text: string, suffix: readonly string[], scanner: Layout = 'us', host: Layout = 'fr'): void {
  now += 1000;
  for (const key of typedOn(strokesFor(text, scanner), host)) press(key);
  for (const key of suffix) press({ key, code: key });
}

const sent = (page: TestPage) => page.actions;
const field = (page: TestPage): string => page.field('number').value;

describe('a scanner', () => {
  it('replaces what stands there, and sends it once', async () => {
    const page = await openPage(identify());
    await page.tapDigits('123');
    scan('00345678', ['Enter']);
    await expect.poll(() => sent(page)).toEqual([{ type: 'identify', number: '00345678' }]);
    page.show(identify({ problem: { kind: 'unknown', triesLeft: 2 } }));
    scan('00123456', ['Enter', 'Enter'], 'fr');
    await expect.poll(() => sent(page)).toHaveLength(2);
    expect(sent(page)[1]).toEqual({ type: 'identify', number: '00123456' });
    expect(field(page)).toBe('00123456');
  });

  it('replaces a code that is half typed', async () => {
    const page = await openPage({ id: 'letter-code', problem: null });
    await page.tap('key-A', 'key-C', 'key-D', 'key-E');
    scan('AMW34CDEFG', ['Enter']);
    await expect.poll(() => sent(page)).toEqual([{ type: 'enter-letter-code', code: 'AMW34CDEFG' }]);
  });

  it('may end by Tab, which then moves no focus', async () => {
    const page = await openPage(identify());
    scan('00123456', ['Tab']);
    await expect.poll(() => sent(page)).toEqual([{ type: 'identify', number: '00123456' }]);
    expect(press({ key: 'Tab', code: 'Tab' }, 1000)).toBe(true);
  });

  it.each([
    ['enter', ['Tab'], 0],
    ['enter', ['Enter'], 1],
    ['tab', ['Enter'], 0],
    ['tab', ['Tab', 'Enter'], 1],
    ['none', ['Enter'], 0],
    ['none', [], 0],
    ['detect', ['Tab', 'Enter', 'Enter'], 1],
  ] as const)('with the suffix %s and the keys %j sends %d times', async (suffix, keys, times) => {
    const page = await openPage(identify(), { scanner: { ...DEFAULT_SCANNER, suffix } });
    scan('00123456', keys);
    await expect.poll(() => field(page)).toBe('00123456');
    expect(sent(page)).toHaveLength(times);
  });

  it('leaves out the prefix of the configuration and the kind of the bar code', async () => {
    const page = await openPage(identify(), { scanner: { ...DEFAULT_SCANNER, prefix: 'QA7' } });
    scan(']C1QA700123456', ['Enter'], 'fr');
    await expect.poll(() => sent(page)).toEqual([{ type: 'identify', number: '00123456' }]);
  });

  it('sends nothing of what is no number', async () => {
    const page = await openPage(identify());
    await page.tapDigits('123456');
    scan('AMW34CDEFG', ['Enter']);
    await expect.poll(() => field(page)).toBe('');
    expect(sent(page)).toEqual([]);
  });

  it('presses no button, whatever has the focus and whatever screen is shown', async () => {
    const page = await openPage({ id: 'menu', entries: ['password', 'login'] });
    page.button('open-password').focus();
    scan('00 123 456', ['Enter', 'Enter']);
    expect(sent(page)).toEqual([]);
    page.show(identify());
    await expect.poll(() => page.has('help')).toBe(true);
    page.button('help').focus();
    scan('00123456', ['Enter', 'Enter']);
    await expect.poll(() => sent(page)).toEqual([{ type: 'identify', number: '00123456' }]);
  });
});

describe('Enter of a person', () => {
  it('does nothing on an empty field, and sends what was typed', async () => {
    const page = await openPage(identify());
    press({ key: 'Enter', code: 'Enter' }, 1000);
    press({ key: 'Enter', code: 'Enter' }, 500);
    await page.tapDigits('00123456');
    expect(sent(page)).toEqual([]);
    press({ key: 'Enter', code: 'Enter' }, 500);
    await expect.poll(() => sent(page)).toEqual([{ type: 'identify', number: '00123456' }]);
  });

  it('belongs to the button that has the focus', async () => {
    const page = await openPage(identify());
    await page.tapDigits('00123456');
    page.button('help').focus();
    expect(press({ key: 'Enter', code: 'Enter' }, 1000)).toBe(true);
    expect(sent(page)).toEqual([]);
  });
});
