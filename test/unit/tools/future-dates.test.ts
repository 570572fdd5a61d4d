import { expect, it } from 'vitest';
import { futureDates } from '../../../tools/tour/future-dates.ts';

const TODAY = Date.parse('2026-11-29T12:00:00Z');
const onList = (text: string) => futureDates('space-reimbursements-next', text, TODAY);

it.each([
  'Soins du 30 novembre 2026',
  'Soins du 1er décembre 2026, remboursé',
  'Care of 30 November 2026',
  'Remboursé le 21\u00a0janvier\u00a02027',
  'Utilisé le 28 novembre 2028',
])('finds a date that is to come on a screen about the past: %s', (text) => {
  expect(onList(text)).toHaveLength(1);
});

it.each([
  'Soins du 29 novembre 2026',
  'Soins du 31 octobre 2026',
  'Remboursé le 1er décembre 2025',
  'en 2027',
])('finds none in %s', (text) => {
  expect(onList(text)).toEqual([]);
});

it('looks at the screens of devices, of histories and of what waits, and at none that tells until when something holds', () => {
  const text = 'le 5 janvier 2027';
  for (const screen of ['space-home', 'space-devices', 'space-requests', 'space-reimbursements-chart'])
    expect(futureDates(screen, text, TODAY)).toEqual(['5 janvier 2027']);
  for (const screen of ['space-delegation', 'choose-channel-shut', 'space-situation-from'])
    expect(futureDates(screen, text, TODAY)).toEqual([]);
});
