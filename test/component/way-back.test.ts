import { describe, expect, it } from 'vitest';
import { samples } from '../../tools/preview/sample-views.ts';
import type { Sample } from '../../tools/preview/sample.ts';
import { openSample } from './support/follow.ts';
import { openPage, type TestPage } from './support/page.ts';

/** Sizes, contrast and language change no control. */
const SAMPLES = samples(Date.UTC(2026, 10, 29, 9)).filter(
  ({ view }) => view.language === 'fr' && view.textSize === 'normal' && !view.highContrast,
);

/** What decides which buttons a view has: its screen, and the steps to the part of it. */
const kindOf = ({ view: { screen }, steps = [] }: Sample): string => JSON.stringify([screen.id, steps]);

/** One view of each kind that may have a way back. */
const VIEWS = [
  ...new Map(
    SAMPLES.filter(({ view, steps }) => view.canGoBack || steps !== undefined).map((sample) => [
      kindOf(sample),
      sample,
    ]),
  ).values(),
];

/** What a visitor sees and has typed, and where the next key types. */
function seen(page: TestPage): string {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
  const typed = fields.map(({ value, className }) => [value, className]);
  return JSON.stringify([page.phase, page.text, typed]);
}

/** An answer: where it leads depends on what it is, though this one may lead to the screen before. */
function isAnswer(action: string): boolean {
  const button = document.querySelector(`main button[data-action="${action}"]`);
  return button?.closest('[data-area="primary"], li') !== null;
}

interface Effect {
  /** Asked the application, or showed something else itself. */
  readonly by: 'main' | 'page';
  readonly what: string;
}

/** What a touch does; null: nothing. */
async function effectOf(page: TestPage, action: string): Promise<Effect | null> {
  const before = seen(page);
  const asked = page.actions.length;
  await page.tap(action);
  const actions = page.actions.slice(asked);
  if (actions.length > 0) return { by: 'main', what: JSON.stringify(actions) };
  const after = seen(page);
  return after === before ? null : { by: 'page', what: after };
}

/** True where each answer leads to the summary from which the part was changed. */
const isChanging = ({ steps = [] }: Sample): boolean => steps.some((step) => step.startsWith('change-'));

/** The buttons of the screen itself; of a list, the first, and none of a keyboard. */
function buttons(): string[] {
  return [...document.querySelectorAll<HTMLElement>('main button[data-action]')]
    .filter((button) => button.closest('[data-area="keyboard"], li:not(:first-child)') === null)
    .filter((button) => button.getAttribute('aria-disabled') !== 'true')
    .map(({ dataset }) => dataset['action'] ?? '');
}

/** Closes the page before, which stays in the document until the test ends. */
async function reopened(sample: Sample, page: TestPage | null): Promise<TestPage> {
  await page?.close();
  return openSample(sample);
}

/** Screens, parts and their buttons that were tried. */
const tried = new Set<string>();

describe('the way back', () => {
  it.each(VIEWS)('is offered once: $name', async (sample) => {
    let page = await reopened(sample, null);
    const others = buttons().map((action) => ({ action, answers: isChanging(sample) || isAnswer(action) }));
    // Views with the same buttons differ in words alone.
    const key = JSON.stringify([sample.view.screen.id, page.phase, page.has('back'), others]);
    if (!page.has('back') || tried.has(key)) return;
    tried.add(key);
    const back = await effectOf(page, 'back');
    expect(back).not.toBeNull();
    const alike: string[] = [];
    let isFresh = false;
    for (const { action, answers } of others) {
      if (answers && back?.by === 'page') continue;
      if (!isFresh) page = await reopened(sample, page);
      const before = seen(page);
      const effect = await effectOf(page, action);
      if (effect?.what === back?.what) alike.push(action);
      isFresh = seen(page) === before;
    }
    expect(alike).toEqual([]);
  });

  it('was compared on most of the views above', () => {
    // 87 when this was written.
    expect(tried.size).toBeGreaterThan(70);
  });

  it('is that of the screen where the screen has its own', async () => {
    const own = SAMPLES.filter(({ name }) => /^space-(?:documents|devices)-done$/u.test(name));
    expect(own.length).toBeGreaterThan(0);
    for (const sample of own) {
      const page = await openSample(sample);
      expect(page.has('back')).toBe(false);
      await page.tap('home');
      expect(page.actions).toEqual([{ type: 'back' }]);
      await page.close();
    }
  });

  it('is away from screen to screen, as long as each has its own', async () => {
    const [blocked, deleted] = ['space-devices-done', 'space-documents-done'].map(
      (name) => SAMPLES.find((sample) => sample.name === name)?.view.screen,
    );
    if (blocked === undefined || deleted === undefined) throw new Error('no such sample');
    const page = await openPage(blocked);
    expect(page.has('back')).toBe(false);
    for (const screen of [deleted, blocked, deleted]) {
      page.show(screen);
      await expect.poll(() => page.has('home')).toBe(true);
      expect(page.has('back')).toBe(false);
    }
    const list = SAMPLES.find(({ name }) => name === 'space-devices')?.view.screen;
    if (list === undefined) throw new Error('no such sample');
    page.show(list);
    expect(page.has('back')).toBe(true);
  });
});
