import { describe, expect, it } from 'vitest';
import { byLetter, firstConnection, information } from '../../tools/tour/journeys.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { openKiosk } from '../support/open-kiosk.ts';

describe.each(['fr', 'en'] as const)('accessibility in %s', (language) => {
  it('has no violation that axe can find, on any screen of the journeys', async () => {
    const { page, messages } = await openKiosk();
    const seen = new Set<string>();
    const violations: string[] = [];
    const inspect = async (screen: string): Promise<void> => {
      if (seen.has(screen)) return;
      seen.add(screen);
      violations.push(...(await axeViolations(page)).map((line) => `${screen}: ${line}`));
    };
    await inspect('attract');
    const kiosk = new KioskDriver(page, inspect, language);
    await firstConnection(kiosk, messages);
    await byLetter(kiosk);
    await information(kiosk);
    expect(violations).toEqual([]);
    expect([...seen].sort()).toEqual([
      'anti-robot',
      'attract',
      'choose-channel',
      'define-password',
      'enter-code',
      'help',
      'identify',
      'letter-requested',
      'login',
      'menu',
      'password-done',
      'security-advice',
      'space-home',
    ]);
  });
});
