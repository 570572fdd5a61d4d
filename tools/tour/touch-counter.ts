import type { Page } from 'playwright';
import { LAYOUT_ROWS } from '../../src-renderer/ui/keyboard/keyboard-layouts.ts';

/** What a visit took: screens and parts of screens that were seen, the idle screen among them, and touches. */
export interface VisitCount {
  readonly screens: number;
  readonly touches: number;
}

/** Name under which the page keeps its count. */
const KEPT = 'tourCount';

/** The key that shows each character of a layout; a character of another layout needs one more touch, to change to it. */
const LAYERS = Object.entries(LAYOUT_ROWS).flatMap(([layout, rows]) =>
  rows.flatMap((row) => row.split(' ')).map((face): [string, string] => [face, layout]),
);

/**
 * Counts in every document of a page from now on, so that each visit has its own count: a touch for each button, and for
 * each character of a text as many as the keyboard on the screen needs. A scanner's characters are no touches.
 */
export async function countTouches(page: Page): Promise<void> {
  const installed = { kept: KEPT, layers: LAYERS };
  await page.addInitScript(install, installed);
  await page.evaluate(install, installed);
}

/** Count of the visit so far. */
export async function visitCount(page: Page): Promise<VisitCount> {
  return page.evaluate(
    (kept) =>
      (globalThis as unknown as Record<string, () => VisitCount>)[kept]?.() ?? { screens: 0, touches: 0 },
    KEPT,
  );
}

/** Runs in the page, where nothing of this file exists. */
function install({ kept, layers }: { kept: string; layers: [string, string][] }): void {
  const shared = globalThis as unknown as Record<string, () => VisitCount>;
  if (shared[kept] !== undefined) return;
  let touches = 0;
  let layout = 'letters';
  const screens: string[] = [];
  const look = (): void => {
    const shown = document.querySelector<HTMLElement>('[data-screen]');
    if (shown === null) return;
    const name = `${shown.dataset['screen'] ?? ''} ${shown.dataset['phase'] ?? ''}`;
    if (screens.at(-1) !== name) screens.push(name);
  };
  const observe = (): void => {
    look();
    const options = { attributeFilter: ['data-screen', 'data-phase'], childList: true, subtree: true };
    new MutationObserver(look).observe(document.documentElement, options);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', observe);
  else observe();
  document.addEventListener(
    'click',
    (event) => {
      if (event.isTrusted && (event.target as Element).closest('button, .hg-button') !== null) touches += 1;
    },
    true,
  );
  document.addEventListener(
    'keydown',
    (event) => {
      const field = event.target as HTMLElement;
      const typed = field.matches('[id^="field-"], textarea') && field.getAttribute('inputmode') === 'none';
      if (!event.isTrusted || event.key.length !== 1 || !typed) return;
      const on = layers.filter(([face]) => face === event.key || (face === '{space}' && event.key === ' '));
      const here = on.some(([, name]) => name === layout);
      touches += here ? 1 : 2;
      // Capitals are for one letter: the keyboard goes back by itself.
      if (!here) layout = on[0]?.[1] === 'capitals' ? 'letters' : (on[0]?.[1] ?? 'letters');
    },
    true,
  );
  shared[kept] = () => ({ screens: screens.length, touches });
}
