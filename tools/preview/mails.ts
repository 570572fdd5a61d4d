/**
 * Shows every mail of the hub at the width of a phone and of a window, light and dark, and checks each:
 * accessibility, overflow, nothing loaded. Usage: `node tools/preview/mails.ts FOLDER [part of a kind]`. Exit code 1
 * when a check fails.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { openBrowser } from './open-browser.ts';
import { letterheadOf } from '../../src-hub/basics/settings/letterhead.ts';
import { renderHubMail } from '../../src-hub/mail/render-hub-mail.ts';
import { readSettings } from '../../src-hub/basics/settings/settings.ts';
import { LANGUAGES } from '../../src-shared/messages/languages.ts';
import { sampleMails } from './sample-mails.ts';

const WIDTHS = [390, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;

const [folder = 'test-results/mails', wanted = ''] = process.argv.slice(2);
const read = readSettings({}, () => 'x'.repeat(32));
if (!read.ok) throw new Error(read.problems.join('; '));
const letterhead = letterheadOf(read.settings);
const agency = { ...letterhead, address: letterhead.address.join(', ') };

async function check(page: Page): Promise<string[]> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return [
    ...(width > 0 ? [`${width} px too wide`] : []),
    ...violations.map(({ id, help, nodes }) => `${id}: ${help} (${String(nodes[0]?.target)})`),
  ];
}

const browser = await openBrowser();
await mkdir(folder, { recursive: true });
let failed = 0;
for (const width of WIDTHS)
  for (const colorScheme of SCHEMES) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    for (const mail of LANGUAGES.flatMap((language) => sampleMails(language))) {
      if (!mail.kind.includes(wanted)) continue;
      const kind = 'side' in mail ? `${mail.kind}-${mail.side}` : mail.kind;
      const name = `${kind}-${mail.language}-${width}-${colorScheme}`;
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('request', () => problems.push('something is fetched'));
      await page.setContent(renderHubMail(mail, agency).html);
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
      problems.push(...(await check(page)));
      for (const problem of problems) console.error(`${name}: ${problem}`);
      failed += problems.length;
      await page.close();
    }
    await context.close();
  }
await browser.close();
console.log(failed === 0 ? 'All mails are well.' : `${failed} problems.`);
process.exitCode = failed === 0 ? 0 : 1;
