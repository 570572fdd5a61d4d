import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SPACE_SCREEN_IDS } from '../../src-shared/journey/space-screen-ids.ts';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { firstConnection } from '../../tools/tour/journeys.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { enterSpace, memberSpace } from '../../tools/tour/space-journeys.ts';
import { axeViolations } from '../support/axe-violations.ts';
import { openKioskOfHub } from '../support/kiosk/open-kiosk.ts';

const { both } = DEMO_CAST;

/** What only head office knows of the demonstration's member. */
const TOLD = ['Téléphone de Zoé', 'Lunettes : verres et monture', '12 rue de la Fiction', 'Noël D'];

/** All files below a folder, as one text. */
function contentsOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    path.join(folder, name),
  );
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

describe('the member space', () => {
  it('is walked through by a member and by her helper; axe finds nothing, and nothing of it stays', async () => {
    const { page, messages, hub, environment } = await openKioskOfHub();
    const seen = new Set<string>();
    const violations: string[] = [];
    const kiosk = new KioskDriver(page, async (screen) => {
      if (!screen.startsWith('space-') || seen.has(screen)) return;
      seen.add(screen);
      violations.push(...(await axeViolations(page)).map((line) => `${screen}: ${line}`));
    });
    await firstConnection(kiosk, messages, { headOffice: true });
    await memberSpace(kiosk, messages, hub);
    expect(violations).toEqual([]);
    expect(
      [...SPACE_SCREEN_IDS, 'space-home-confirm', 'space-address-code-address'].filter(
        (screen) => !seen.has(screen),
      ),
    ).toEqual([]);
    const html = await page.evaluate(() => document.documentElement.outerHTML);
    const kept = contentsOf(environment.dataDir);
    for (const text of TOLD) {
      expect(html).not.toContain(text);
      expect(kept).not.toContain(text);
      expect(kept).not.toContain(Buffer.from(text).toString('latin1'));
    }
  });

  it('without its line takes requests, says that they wait here, and shows nothing it cannot know', async () => {
    const { kiosk, page, messages, hub } = await openKioskOfHub();
    await firstConnection(kiosk, messages, { headOffice: true });
    await hub.stop();
    const space = await enterSpace(kiosk, both.number);
    await page.locator('[data-loaded="closed"]').first().waitFor();
    await space.open('documents');
    await space.to('space-documents', 'confirm', 'document-member-card');
    await space.to('space-documents', 'done');
    await page.locator('[data-head-office="kept"]').waitFor();
    const receipt = await space.receipt();
    await hub.resume();
    await kiosk.acceptedByHeadOffice();
    await kiosk.leave('logout');

    const again = await enterSpace(kiosk, both.number);
    await again.open('requests');
    await page.getByText(receipt).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await kiosk.leave('logout');
  });
});
