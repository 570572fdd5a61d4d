/**
 * Shows every sample view in the built page, in both orientations, and checks each: accessibility, overflow, errors.
 * Usage: `node tools/preview/preview.ts FOLDER [part of a name] [--small] [--pictures]`; `--pictures` skips the
 * accessibility check. Exit code 1 when a check fails.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { openBrowser } from './open-browser.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { follow } from './follow.ts';
import { servePage } from './page-server.ts';
import type { Sample } from './sample.ts';
import { samples } from './sample-views.ts';

const SIZES = [
  { name: 'portrait', width: 1080, height: 1920 },
  { name: 'landscape', width: 1920, height: 1080 },
];
const SMALL = { name: 'small', width: 1366, height: 768 };

const [folder = 'test-results/preview', wanted = ''] = process.argv
  .slice(2)
  .filter((word) => !word.startsWith('--'));
const sizes = process.argv.includes('--small') ? [...SIZES, SMALL] : SIZES;

/** Runs in the page before its own script: answers every action with the same view. */
function pretendMain(view: View): void {
  let serial = view.serial;
  const bridge = {
    act: () => Promise.resolve({ ...view, serial: (serial += 1) }),
    onView: () => () => undefined,
    alive: () => Promise.resolve(),
  };
  Object.defineProperty(window, 'kiosk', { value: bridge });
}

/** What does not fit on the screen, in words; empty: everything fits. */
function findOverflow(mayScroll: boolean): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`page is ${root.scrollWidth} px wide`);
  const main = document.querySelector('main');
  if (main && main.scrollWidth > main.clientWidth) found.push(`main is ${main.scrollWidth} px wide`);
  // A part that may scroll is wider by the ring of the controls at its border.
  const ring = 0.3 * Number.parseFloat(getComputedStyle(root).fontSize) + 1;
  for (const part of document.querySelectorAll('[data-area]')) {
    const edge = part.parentElement?.getBoundingClientRect().right ?? innerWidth;
    if (part.scrollWidth > part.clientWidth + ring || part.getBoundingClientRect().right > edge)
      found.push('a column is too wide');
  }
  if (main && !mayScroll && main.scrollHeight > main.clientHeight + 1) {
    found.push(`main scrolls: ${main.scrollHeight} px in ${main.clientHeight}`);
  }
  for (const button of document.querySelectorAll<HTMLElement>('button')) {
    const { left, right, height } = button.getBoundingClientRect();
    const name = button.dataset['action'] ?? button.dataset['skbtn'] ?? '?';
    if (left < 0 || right > innerWidth) found.push(`${name} is cut`);
    if (button.scrollWidth > button.clientWidth + 1) found.push(`the text of ${name} does not fit`);
    if (innerHeight >= 1000 && height < 71) found.push(`${name} is ${Math.round(height)} px high`);
  }
  return found;
}

async function check(page: Page, sample: Sample): Promise<string[]> {
  const problems = await page.evaluate(findOverflow, sample.view.textSize !== 'normal');
  if (process.argv.includes('--pictures')) return problems;
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  for (const { id, help, nodes } of violations) {
    problems.push(
      `${id}: ${help} (${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 3)
        .join('; ')})`,
    );
  }
  return problems;
}

const { server, url } = await servePage('dist/renderer');
const browser = await openBrowser();
await mkdir(folder, { recursive: true });
let failed = 0;
for (const size of sizes) {
  const context = await browser.newContext({ viewport: size, hasTouch: true, reducedMotion: 'reduce' });
  for (const sample of samples(Date.now()).filter(({ name }) => name.includes(wanted))) {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
    await page.addInitScript(pretendMain, sample.view);
    await page.goto(url);
    await page.locator('[data-screen]').first().waitFor();
    for (const step of sample.steps ?? []) await follow(page, step);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${size.name}-${sample.name}.png`) });
    problems.push(...(await check(page, sample)));
    for (const problem of problems) console.error(`${size.name} ${sample.name}: ${problem}`);
    failed += problems.length;
    await page.close();
  }
  await context.close();
}
await browser.close();
server.close();
console.log(failed === 0 ? 'All samples are well.' : `${failed} problems.`);
process.exitCode = failed === 0 ? 0 : 1;
