/**
 * Time from a tap to painted data in the member space, with head office on the same machine. A member with 10,000
 * reimbursements logs in and goes to and fro between home and reimbursements. Base of comparison in the same run: the
 * way to a screen without a call.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Inbox } from '../test/support/fakes/inbox.ts';
import { closeEye } from '../test/support/pictures/recognise-picture.ts';
import { startDemoEnvironment } from '../tools/demo/demo-environment.ts';
import { DEMO_CAST } from '../tools/demo/demo-members.ts';
import { demoReimbursements, REIMBURSEMENT_HEADS } from '../tools/demo/demo-space.ts';
import type { ReceivedMail } from '../tools/demo/mail-server.ts';
import { firstConnection, TOUR_PASSWORD } from '../tools/tour/journeys.ts';
import { KioskDriver } from '../tools/tour/kiosk-driver.ts';
import { launchKiosk } from '../tools/tour/launch-kiosk.ts';
import { timedTap } from '../tools/tour/tap-timer.ts';
import { median, quantile, verdictLine } from './statistics.ts';

const GOAL = 150;
const COUNT = 10_000;
const ROUNDS = 20;
const LOADED = '[data-loaded="ready"]';

const { both } = DEMO_CAST;
const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const mails = new Inbox<ReceivedMail>();
const environment = await startDemoEnvironment({
  ...{ folder, onMail: mails.put, onSms: () => undefined },
  hub: 'in-memory',
});
if (environment.hub === null) throw new Error('head office is needed');
const file = path.join(folder, 'reimbursements.csv');
const rows = demoReimbursements(both.number, COUNT, new Date(), 1);
writeFileSync(file, [REIMBURSEMENT_HEADS, ...rows].join('\n'));
await environment.hub.importReimbursements(file);

const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
const kiosk = new KioskDriver(page);
await kiosk.awaitMembers(both.number);
const messages = {
  nextMail: (to: string) => mails.next((mail) => mail.to === to, 20_000),
  nextSms: () => Promise.reject(new Error('no SMS in this journey')),
};
await firstConnection(kiosk, messages, { headOffice: true });
await kiosk.begin();
await kiosk.tapTo(kiosk.control('open-login'), 'login');
await kiosk.typeIdentifier(both.number);
await kiosk.login(TOUR_PASSWORD);
await page.locator(`[data-screen="space-home"] ${LOADED}`).first().waitFor();

const home: number[] = [];
const reimbursements: number[] = [];
const floor: number[] = [];
const control = (action: string): ReturnType<typeof kiosk.control> => kiosk.control(action).first();
for (let round = 0; round < ROUNDS; round += 1) {
  reimbursements.push(
    await timedTap(page, control('open-reimbursements'), 'space-reimbursements', '[data-row]'),
  );
  home.push(await timedTap(page, control('back'), 'space-home', LOADED));
  floor.push(await timedTap(page, control('open-app'), 'space-app'));
  home.push(await timedTap(page, control('back'), 'space-home', LOADED));
}
await app.close();
await environment.close();
await closeEye();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

const figure = (value: number): string => `${value.toFixed(1)} ms`;
const base = median(floor);
for (const [name, taps] of [
  ['space-home', home],
  ['space-reimbursements', reimbursements],
] as const) {
  const slowest = quantile(taps, 0.95);
  console.log(
    `${name}: median ${figure(median(taps))}, ${(median(taps) / base).toFixed(2)} times a screen that asks nothing (${figure(base)})`,
  );
  console.log(
    verdictLine(`${name} painted with its data, p95`, figure(slowest), `< ${GOAL} ms`, slowest < GOAL),
  );
}
