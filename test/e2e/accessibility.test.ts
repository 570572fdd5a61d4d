import { describe, expect, it } from 'vitest';
import { byLetter, firstConnection, information } from '../../tools/tour/journeys.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { DEAD_WEB_FOLDER, rememberSilence } from '../../tools/tour/overdue-updates.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

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

it.each([
  ['portrait', { width: 1080, height: 1920 }],
  ['landscape', { width: 1920, height: 1080 }],
])(
  'the alarm for the branch on the idle screen has none either, and is seen whole: %s',
  async (_panel, panel) => {
    const window = { kiosk: false, ...panel };
    const { page } = await openKiosk({ window, updates: DEAD_WEB_FOLDER }, rememberSilence);
    const notice = page.locator('[data-notice="updates-overdue"]');
    await notice.waitFor();
    expect(await notice.textContent()).toContain('aucune recherche de mise à jour');
    expect(await axeViolations(page)).toEqual([]);
    const box = await notice.boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(panel.height);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(panel.width);
  },
);
