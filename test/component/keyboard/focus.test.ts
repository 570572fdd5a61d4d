import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { PICTURES } from '../../../tools/preview/sample.ts';
import { accountSamples } from '../../../tools/preview/account-samples.ts';
import { openPage, type TestPage } from '../support/page.ts';
import { NOW } from '../support/screens.ts';

const password = (): Promise<TestPage> =>
  openPage({
    id: 'login',
    identifier: '012345678',
    byEmail: true,
    isPassed: false,
    challenge: PICTURES,
    problem: null,
  });
const identify = (): Promise<TestPage> =>
  openPage({ id: 'identify', purpose: 'password', byEmail: true, problem: null });

/** The name of what has the focus; empty: nothing. */
const focused = (): string => {
  const { skbtn, action, field } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  return skbtn ?? action ?? field ?? '';
};
const focusKey = (name: string): void =>
  document.querySelector<HTMLElement>(`[data-skbtn="${CSS.escape(name)}"]`)?.focus();

/** All that the Tab key stops at, from the heading on, until it comes round. */
async function stops(): Promise<string[]> {
  document.querySelector<HTMLElement>('h1')?.focus();
  const found: string[] = [];
  for (;;) {
    await userEvent.tab();
    const name = focused();
    if (document.activeElement === document.body || (name !== '' && found.includes(name))) return found;
    if (found.length > 80) throw new Error(`The Tab key comes to no end: ${found.join(' ')}`);
    found.push(name);
  }
}

describe('the focus', () => {
  it('stays on shift, and on the letter after it', async () => {
    const page = await password();
    focusKey('{shift}');
    await page.press('Enter');
    expect(focused()).toBe('{shift}');
    focusKey('A');
    await page.press('Enter');
    expect(focused()).toBe('a');
    expect(page.field('password').value).toBe('A');
  });

  it('stays in its place on keys that change the layout', async () => {
    const page = await password();
    focusKey('{accents}');
    await page.press('Enter');
    expect(focused()).toBe('{letters}');
    focusKey('{symbols}');
    await page.press('Enter');
    expect(document.activeElement?.closest('.keyboard, .simple-keyboard')).not.toBeNull();
  });

  it('comes into a field behind its text', async () => {
    const page = await password();
    await page.fill('password', 'Nantes');
    document.querySelector<HTMLElement>('h1')?.focus();
    await expect
      .poll(async () => {
        if (focused() !== 'password') await userEvent.tab();
        return focused();
      })
      .toBe('password');
    const field = page.field('password');
    await expect.poll(() => field.selectionStart).toBe(6);
    expect(field.selectionEnd).toBe(6);
    await userEvent.keyboard('!');
    expect(field.value).toBe('Nantes!');
  });

  it('stops once at a pad, whose arrows lead from key to key', async () => {
    await identify();
    const found = await stops();
    expect(found.filter((name) => name.startsWith('key-'))).toEqual(['key-1']);
    document.querySelector<HTMLElement>('[data-action="key-1"]')?.focus();
    for (const [key, name] of [
      ['ArrowRight', 'key-2'],
      ['ArrowDown', 'key-5'],
      ['ArrowLeft', 'key-4'],
      ['ArrowDown', 'key-7'],
      ['ArrowDown', 'key-clear'],
      ['ArrowDown', 'key-clear'],
      ['ArrowUp', 'key-7'],
    ] as const) {
      await userEvent.keyboard(`{${key}}`);
      expect(focused()).toBe(name);
    }
    // The key that had it last is the stop.
    expect((await stops()).filter((name) => name.startsWith('key-'))).toEqual(['key-7']);
  });

  it('stops once at the keyboard, and about fifteen times on a whole screen', async () => {
    await openPage({
      ...{ id: 'define-password', policy: MCRN_PASSWORD_POLICY, isPassed: false },
      ...{ challenge: PICTURES, problem: null },
    });
    const found = await stops();
    expect(document.querySelectorAll('[data-skbtn]').length).toBeGreaterThan(40);
    expect(found.length).toBeLessThan(16);
    focusKey('a');
    await userEvent.keyboard('{ArrowDown}');
    expect(focused()).toBe('q');
  });

  it('stops at the keyboard once after its layout has changed, too', async () => {
    const page = await password();
    await page.tapKeys('{symbols}');
    expect((await stops()).filter((name) => name.length === 1 || name.startsWith('{'))).toHaveLength(1);
  });

  it.each(['login', 'define-password', 'identify'] as const)(
    'reaches all of %s by Tab and arrows alone',
    async (id) => {
      if (id === 'login') await password();
      else if (id === 'identify') await identify();
      else
        await openPage({
          id,
          policy: MCRN_PASSWORD_POLICY,
          isPassed: false,
          challenge: PICTURES,
          problem: null,
        });
      const found = await stops();
      for (const control of document.querySelectorAll<HTMLElement>('button, input')) {
        const { action, field, skbtn } = control.dataset;
        if (control.tabIndex === 0) expect(found).toContain(skbtn ?? action ?? field);
        // The arrow keys lead there, from the one stop of its group.
        else
          expect(control.closest('[role="group"]')?.querySelectorAll('button[tabindex="0"]')).toHaveLength(1);
      }
    },
  );
});

describe('the wheels of a date', () => {
  const birth = async (): Promise<TestPage> => {
    const sample = accountSamples(NOW).find(({ name }) => name === 'account-request-birth');
    if (sample === undefined) throw new Error('No sample');
    const page = await openPage(sample.view.screen);
    for (const step of sample.steps ?? []) {
      if (step.startsWith('"')) await userEvent.keyboard(step.slice(1));
      else if (step.startsWith('.')) page.field(step.slice(1)).focus();
      else if (step.startsWith('+')) await page.tapKeys(step.slice(1));
      else await page.tap(step);
    }
    return page;
  };

  it('show a whole ring around what has the focus', async () => {
    await birth();
    const up = document.querySelector<HTMLElement>('[data-action="birth-day-up"]');
    up?.focus();
    const wheel = up?.parentElement;
    if (up === null || wheel === undefined || wheel === null) throw new Error('No wheel');
    expect(getComputedStyle(wheel).overflow).toBe('visible');
  });

  it('tell the one that is typed into apart at 3:1, and their arrows from their ground', async () => {
    const page = await birth();
    page.field('birth-day').focus();
    await expect.poll(() => document.querySelector('.wheel.active [data-field="birth-day"]')).not.toBeNull();
    const arrow = (part: string): CSSStyleDeclaration => {
      const found = document.querySelector(`[data-action="birth-${part}-up"]`);
      if (found === null) throw new Error(`No arrow of ${part}`);
      return getComputedStyle(found);
    };
    expect(contrast(arrow('day').backgroundColor, arrow('year').backgroundColor)).toBeGreaterThan(3);
    expect(contrast(arrow('year').borderTopColor, arrow('year').backgroundColor)).toBeGreaterThan(3);
  });
});

/** Contrast of two colours, as WCAG counts it. */
function contrast(one: string, other: string): number {
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/gu) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((low, high) => low - high);
  return (bright + 0.05) / (dark + 0.05);
}
