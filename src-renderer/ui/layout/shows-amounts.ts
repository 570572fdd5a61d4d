import type { Screen } from '../../../src-shared/journey/screens.ts';

/**
 * Whether a screen shows amounts, which others must not read over a shoulder.
 * @param phase its part on screen: that of the home which asks about a device or a delegation shows none
 */
export function showsAmounts(screen: Screen, phase: string | undefined): boolean {
  return (
    screen.id === 'space-reimbursements' ||
    (screen.id === 'space-home' && screen.hasData && phase === undefined)
  );
}
