/** Launch to interactive, as a ratio to a bare `<h1>` page in the same runtime and run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoEnvironment } from '../tools/demo/demo-environment.ts';
import { launchApplication } from '../tools/tour/launch-kiosk.ts';
import { firstPaint } from '../tools/tour/tap-timer.ts';
import { median, verdictLine } from './statistics.ts';

const ROUNDS = 7;
const GOAL = 1.25;

const KIOSK = path.join(import.meta.dirname, '..', 'dist', 'main', 'index.js');
const BARE = path.join(import.meta.dirname, 'bare-app', 'main.js');

/** Milliseconds from the start of the process to the first paint with content. */
async function launchTime(main: string, args: readonly string[], sign: string): Promise<number> {
  const start = Date.now();
  const { app, page } = await launchApplication(main, args);
  await page.locator(sign).first().waitFor();
  const paintedAt = (await page.evaluate(() => performance.timeOrigin)) + (await firstPaint(page));
  await app.close();
  return paintedAt - start;
}

const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const environment = await startDemoEnvironment({ folder, onMail: () => undefined, onSms: () => undefined });
const args = [`--config=${environment.configFile}`];
// The page's first paint with content is the idle screen: index.html shows nothing before.
await launchTime(KIOSK, args, '[data-action="begin"]');
const bare: number[] = [];
const kiosk: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  bare.push(await launchTime(BARE, [], 'h1'));
  kiosk.push(await launchTime(KIOSK, args, '[data-action="begin"]'));
}
await environment.close();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
const ratio = median(kiosk) / median(bare);
console.log(
  `bare page ${median(bare).toFixed(0)} ms, kiosk ${median(kiosk).toFixed(0)} ms (medians of ${ROUNDS})`,
);
console.log(verdictLine('launch to interactive ÷ bare page', ratio.toFixed(2), `≤ ${GOAL}`, ratio <= GOAL));
