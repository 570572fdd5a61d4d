import { describe, expect, it } from 'vitest';
import { MCRN_PASSWORD_POLICY } from '../../src-shared/policy/passwords/password-policy.ts';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { codeByEmail } from '../../tools/tour/journeys.ts';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';
import { scan } from '../support/devices/scan.ts';

describe('typing', () => {
  it('reads a scanned number by key position, with its Enter', async () => {
    const { kiosk, page } = await openKiosk();
    await kiosk.begin();
    await kiosk.tapTo(kiosk.control('open-password'), 'identify');
    await scan(page, DEMO_CAST.both.number);
    await kiosk.arrive('choose-channel');
  });

  it('takes a password on the kiosk’s own AZERTY keyboard, where refused keys type nothing', async () => {
    const { kiosk, page, messages } = await openKiosk();
    await codeByEmail(kiosk, messages, DEMO_CAST.emailOnly);
    const field = page.locator('[data-field="password"]');
    await field.waitFor();
    // A backslash in a selector would escape what follows it.
    const key = (name: string) =>
      page.locator(`[data-skbtn="${name.replaceAll('\\', '\\\\')}"]:visible`).first();
    for (const letter of 'azerty') await key(letter).click();
    expect(await field.inputValue()).toBe('azerty');
    await key('{symbols}').click();
    // A finger does not ask whether a key is enabled.
    const told = page.locator('[data-refused]');
    for (const refused of MCRN_PASSWORD_POLICY.refused) {
      expect(await key(refused).getAttribute('aria-disabled'), refused).toBe('true');
      const before = await told.textContent();
      await key(refused).click({ force: true });
      await expect.poll(() => told.textContent(), { message: refused }).not.toBe(before);
    }
    expect(await field.inputValue()).toBe('azerty');
    await key('!').click();
    expect(await field.inputValue()).toBe('azerty!');
  });
});
