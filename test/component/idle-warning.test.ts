import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestPage } from './support/page.ts';

const MENU = { id: 'menu', entries: ['password', 'login', 'help'] } as const;

/** Sounds that were begun. */
let sounds = 0;
beforeEach(() => {
  sounds = 0;
  vi.stubGlobal(
    'AudioContext',
    class extends AudioContext {
      constructor() {
        super();
        sounds += 1;
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a warning', () => {
  it.each([
    ['idle', 'Êtes-vous toujours là', 'Je suis toujours là'],
    ['limit', 'plus de temps', 'Prolonger ma visite'],
    ['last', 'se termine', 'Continuer ma visite'],
  ] as const)('of cause %s says why, how long, and the way on', async (cause, title, on) => {
    const shown = await new TestPage(
      { ...MENU, entries: [...MENU.entries] },
      { idle: { cause, answerIn: 58_000, total: 60_000 }, sound: false },
    ).open();
    const words = document.querySelector('[role="alertdialog"]')?.textContent ?? '';
    expect(words).toContain(title);
    expect(words).toMatch(/5[78]\ssecondes/u);
    expect(shown.button('stay').textContent).toContain(on);
    await shown.tap('stay');
    expect(shown.actions).toEqual([{ type: 'stay' }]);
    expect(sounds).toBe(0);
  });

  it('is heard too, where the sound is on', async () => {
    await new TestPage(
      { ...MENU, entries: [...MENU.entries] },
      { idle: { cause: 'limit', answerIn: 58_000, total: 60_000 }, sound: true },
    ).open();
    await vi.waitFor(() => expect(sounds).toBe(1));
  });
});

describe('a finger that meets the warning', () => {
  /** A touch of a button, as a finger makes it. */
  function touch(button: Element): void {
    const { left, top } = button.getBoundingClientRect();
    const finger = { pointerId: 7, pointerType: 'touch', clientX: left + 9, clientY: top + 9 };
    const init = { ...finger, bubbles: true, cancelable: true };
    button.dispatchEvent(new PointerEvent('pointerdown', init));
    button.dispatchEvent(new PointerEvent('pointerup', init));
  }

  it('does not end the visit: it was on its way to a key', async () => {
    const shown = await new TestPage({ ...MENU, entries: [...MENU.entries] }).open();
    shown.warn({ cause: 'limit', answerIn: 58_000, total: 60_000 });
    touch(shown.button('stay').parentElement?.querySelector('[data-action="leave"]') ?? document.body);
    expect(shown.actions).toEqual([]);
    // Half a second later it is meant.
    await expect
      .poll(() => {
        if (shown.actions.length === 0) touch(shown.button('stay'));
        return shown.actions;
      })
      .toEqual([{ type: 'stay' }]);
  });
});

describe('the tool “Son”', () => {
  it('is heard when it is turned on', async () => {
    const shown = await new TestPage({ ...MENU, entries: [...MENU.entries] }, { sound: false }).open();
    await shown.tap('sound');
    expect(shown.actions).toEqual([{ type: 'set-display', sound: true }]);
    expect(sounds).toBe(1);
  });

  it('makes no sound when it is turned off', async () => {
    const shown = await new TestPage({ ...MENU, entries: [...MENU.entries] }, { sound: true }).open();
    await shown.tap('sound');
    expect(shown.actions).toEqual([{ type: 'set-display', sound: false }]);
    expect(sounds).toBe(0);
  });
});
