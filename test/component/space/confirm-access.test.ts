import { describe, expect, it } from 'vitest';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';
import { sampleScreen } from '../support/screens.ts';

const screen = () => sampleScreen('space-home', 'space-home-confirm-device');
const device = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const delegation = '7c9e6679-7425-40de-944b-e07fc1f90ae8';

describe('what waits since a new password', () => {
  it('is asked about one by one, and each decision is of that one', async () => {
    const page = await openPage(screen());
    expect(page.phase).toBe('confirm');
    expect(page.text).toContain('Téléphone de Zoé');
    expect(page.text).not.toContain('Noël Durand');
    expect(page.has('hide-amounts'), 'no amounts are shown').toBe(false);
    page.answer = () => sampleScreen('space-home', 'space-home-confirm-delegation');
    await page.tap('keep');
    expect(page.actions.at(-1)).toEqual({ type: 'confirm-access', id: device, keep: true });
    expect(page.text).toContain('Noël Durand');
    page.answer = () => sampleScreen('space-home', 'space-home');
    await page.tap('remove');
    expect(page.actions.at(-1)).toEqual({ type: 'confirm-access', id: delegation, keep: false });
    expect(page.phase).not.toBe('confirm');
  });

  it('can be left for later without a decision, and is offered again at home', async () => {
    const page = await openPage(screen());
    await page.tap('later', 'later');
    expect(page.actions).toEqual([]);
    expect(page.text).toContain(m.confirm_now({ count: 2 }));
    await page.tap('confirm-now');
    expect(page.text).toContain('Téléphone de Zoé');
  });
});
