import type { Screen } from '../../../src-shared/journey/screens.ts';

/** Whether a screen shows amounts, which others must not read over a shoulder. */
export function showsAmounts(screen: Screen): boolean {
  return screen.id === 'space-reimbursements' || (screen.id === 'space-home' && screen.hasData);
}
