import { describe, expect, it } from 'vitest';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';
import { sampleScreen } from '../support/screens.ts';

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')];

/** The button of one row. */
const within = (row: number, action: string): HTMLElement => {
  const found = rows()[row]?.querySelector<HTMLElement>(`[data-action="${action}"]`);
  if (!found) throw new Error(`No ${action} in row ${row}`);
  return found;
};

describe('reimbursements', () => {
  const screen = () => sampleScreen('space-reimbursements', 'space-reimbursements');

  it('are listed with their state, a page at a time', async () => {
    const page = await openPage(screen());
    expect(rows().map(({ dataset }) => dataset['status'])).toEqual(['paid', 'pending', 'paid', 'paid']);
    expect(page.status.join(' ')).toContain('42');
    await page.tap('next-page', 'previous-page');
    expect(page.actions).toEqual([
      { type: 'turn-page', page: 42 },
      { type: 'turn-page', page: 40 },
    ]);
  });

  it('tell one that was refused', async () => {
    await openPage(sampleScreen('space-reimbursements', 'space-reimbursements-last'));
    expect(rows().map(({ dataset }) => dataset['status'])).toEqual(['paid', 'refused']);
  });

  it('narrow to a year, and not twice to the same', async () => {
    const page = await openPage(screen());
    await page.tap('all-years', 'year-2025');
    expect(page.actions).toEqual([{ type: 'choose-year', year: 2025 }]);
    await page.tap('older-years');
    expect(page.has('year-2025')).toBe(false);
    expect(page.has('year-2022')).toBe(true);
  });

  it('say how many rows only head office can show', async () => {
    const { bar, ...rest } = screen();
    expect(bar.unread).toBeUndefined();
    await openPage({ ...rest, bar: { ...bar, unread: 1 } });
    expect(document.querySelector('[data-unread="1"]')?.textContent).toContain(m.space_unread({ count: 1 }));
    expect(m.space_unread({ count: 2 })).toContain('2');
  });

  it('hide their amounts', async () => {
    const page = await openPage(screen());
    await page.tap('hide-amounts');
    expect(page.actions).toEqual([{ type: 'hide-amounts', hidden: true }]);
  });
});

describe('connected devices', () => {
  const screen = () => sampleScreen('space-devices', 'space-devices');

  it('are blocked after a question, which can be answered no', async () => {
    const page = await openPage(screen());
    const id = rows()[0]?.dataset['row'];
    await page.tap('block', 'cancel');
    expect(page.actions).toEqual([]);
    await page.tap('block', 'confirm');
    expect(page.actions).toEqual([{ type: 'change-device', device: id, to: 'block' }]);
  });

  it('are told from blocked ones, which are unblocked', async () => {
    await openPage(screen());
    expect(rows()[1]?.dataset['state']).toBe('blocked');
    expect(rows()[1]?.textContent).toContain(m.device_blocked());
    expect(() => within(1, 'block')).toThrow();
    expect(within(1, 'unblock')).toBeInstanceOf(HTMLButtonElement);
  });
});

describe('delegations', () => {
  const screen = (name = 'list') => sampleScreen('space-delegation', `space-delegation-${name}`);

  it('are accepted at once and declined after a question', async () => {
    const page = await openPage(screen());
    await page.tap('decline', 'cancel');
    expect(page.actions).toEqual([]);
    await page.tap('decline', 'confirm');
    await page.tap('accept');
    expect(page.actions.map((action) => [action.type, 'accept' in action && action.accept])).toEqual([
      ['answer-delegation', false],
      ['answer-delegation', true],
    ]);
  });

  it('are offered to a person who was found, for what was chosen', async () => {
    const page = await openPage(screen());
    await page.tap('name-helper');
    await page.tapDigits('012345679');
    await page.tap('submit');
    page.answer = () => screen('scope');
    await page.type('family-name', 'Durand');
    await page.tap('submit');
    expect(page.actions).toEqual([{ type: 'find-helper', number: '012345679', familyName: 'Durand' }]);
    await page.tap('scope-ask', 'months-3', 'submit');
    expect(page.actions[1]).toEqual({ type: 'offer-delegation', scope: 'ask', months: 3 });
  });

  it('say that nobody was found, and let the number be typed again', async () => {
    const page = await openPage(screen());
    await page.tap('name-helper');
    await page.tapDigits('012345679');
    await page.tap('submit');
    page.answer = () => screen('nobody');
    await page.type('family-name', 'Durant');
    await page.tap('submit');
    expect(page.alerts).toHaveLength(1);
    expect(page.phase).toBe('number');
    expect(page.field('number').value.replaceAll(/\D/gu, '')).toBe('012345679');
  });

  it('of many people are turned by the page itself', async () => {
    const page = await openPage(screen('many'));
    const names = (): string[] =>
      [...document.querySelectorAll('[data-action="open-one"]')].map(({ textContent }) => textContent.trim());
    const first = names();
    expect(first[0]).toBe('Personne 1');
    await page.tap('next-page');
    expect(names()).toHaveLength(first.length);
    expect(names()).not.toContain('Personne 1');
    expect(page.actions).toEqual([]);
    expect(page.isOff('previous-page')).toBe(false);
  });
});
