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
