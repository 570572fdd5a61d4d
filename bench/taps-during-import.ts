/** How long a tap waits while the built application reads a large member list for the first time. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoEnvironment } from '../tools/demo/demo-environment.ts';
import { KioskDriver } from '../tools/tour/kiosk-driver.ts';
import { launchKiosk } from '../tools/tour/launch-kiosk.ts';
import { writeBenchMembers } from './import-file.ts';
import { median, quantile, verdictLine } from './statistics.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const GOAL = 50;

const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const file = path.join(folder, 'many.ndjson');
writeBenchMembers(file, ROWS);
const environment = await startDemoEnvironment({
  folder,
  onMail: () => undefined,
  onSms: () => undefined,
  config: { members: { file } },
});
const logs = path.join(environment.dataDir, 'logs');
const loaded = (): boolean =>
  existsSync(logs) &&
  readdirSync(logs).some((name) => readFileSync(path.join(logs, name), 'utf8').includes('members-loaded'));

const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
const taps: number[] = [];
const kiosk = new KioskDriver(page, (_screen, milliseconds) => {
  taps.push(milliseconds);
  return Promise.resolve();
});
await kiosk.begin();
while (!loaded()) {
  await kiosk.tapTo(kiosk.control('open-help').first(), 'help');
  await kiosk.tapTo(kiosk.control('back').first(), 'menu');
}
await app.close();
await environment.close();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

const figure = (value: number): string => `${value.toFixed(1)} ms`;
const slowest = Math.max(...taps);
console.log(
  `${taps.length} taps while ${ROWS.toLocaleString('en')} members were read, median ${figure(median(taps))}, p99 ${figure(quantile(taps, 0.99))}`,
);
console.log(verdictLine('slowest tap during the import', figure(slowest), `≤ ${GOAL} ms`, slowest <= GOAL));
