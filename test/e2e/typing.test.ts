import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { codeByEmail } from '../../tools/tour/journeys.ts';
import { openKiosk } from '../support/open-kiosk.ts';

/** What a wedge scanner set to QWERTY types on a machine set to AZERTY, and the key positions it sends. */
const AZERTY_DIGITS = 'à&é"\'(-è_ç';

describe('typing', () => {
  it('reads a scanned number by key position, with its Enter', async () => {
    const { kiosk, page } = await openKiosk();
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    for (const digit of DEMO_CAST.both.number) {
      const key = { key: AZERTY_DIGITS[Number(digit)] ?? '', code: `Digit${digit}`, bubbles: true };
      await page.evaluate((init) => {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { ...init, cancelable: true }));
        target.dispatchEvent(new KeyboardEvent('keyup', init));
      }, key);
    }
    await page.keyboard.press('Enter');
    await kiosk.arrive('choose-channel');
  });

  it('takes a password on the kiosk’s own AZERTY keyboard, where refused keys type nothing', async () => {
    const { kiosk, page, messages } = await openKiosk();
    await codeByEmail(kiosk, messages, DEMO_CAST.emailOnly);
    const field = page.locator('[data-field="password"]');
    await field.waitFor();
    const key = (name: string) => page.locator(`[data-skbtn="${name}"]:visible`).first();
    for (const letter of 'azerty') await key(letter).click();
    expect(await field.inputValue()).toBe('azerty');
    await key('{symbols}').click();
    // A finger does not ask whether a key is enabled.
    for (const refused of ["'", '%', '_']) await key(refused).click({ force: true });
    expect(await field.inputValue()).toBe('azerty');
  });
});
