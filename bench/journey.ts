/**
 * Time from a tap to the painted next screen in the main journey, and duration of setting a password and logging in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Inbox } from '../test/support/fakes/inbox.ts';
import { closeEye } from '../test/support/pictures/recognise-picture.ts';
import { demoMembers } from '../tools/demo/demo-members.ts';
import { startDemoEnvironment } from '../tools/demo/demo-environment.ts';
import type { ReceivedMail } from '../tools/demo/mail-server.ts';
import { firstConnection } from '../tools/tour/journeys.ts';
import { KioskDriver } from '../tools/tour/kiosk-driver.ts';
import { launchKiosk } from '../tools/tour/launch-kiosk.ts';
import { median, quantile, verdictLine } from './statistics.ts';

/** Number of journeys, each of another member and after a wipe, like in a branch. */
const ROUNDS = 6;
const TAP_GOAL = 50;
const HASH_GOAL = 250;

/** Screens that come after an argon2id hash, which is slow on purpose. */
const HASHED = new Set(['password-done', 'space-home']);

/** Idle time before the first visitor, in milliseconds. */
const IDLE_BEFORE = 4000;

const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const mails = new Inbox<ReceivedMail>();
const taps: number[] = [];
const hashed: number[] = [];
const environment = await startDemoEnvironment({ folder, onMail: mails.put, onSms: () => undefined });
const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
const kiosk = new KioskDriver(page, (screen, milliseconds) => {
  (HASHED.has(screen) ? hashed : taps).push(milliseconds);
  return Promise.resolve();
});
const messages = {
  nextMail: (to: string) => mails.next((mail) => mail.to === to, 20_000),
  nextSms: () => Promise.reject(new Error('no SMS in this journey')),
};
// Only a visitor who touches the kiosk while it starts waits longer; usually it has been idle.
await kiosk.begin();
const firstTap = taps.pop() ?? Number.NaN;
await kiosk.leave('leave');
await pause(IDLE_BEFORE);
const members = demoMembers().filter((member) => member.email !== null);
for (const member of members.slice(0, ROUNDS)) await firstConnection(kiosk, messages, { member });
await app.close();
await environment.close();
await closeEye();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

const figure = (value: number): string => `${value.toFixed(1)} ms`;
console.log(
  `the very first tap, while the kiosk starts: ${figure(firstTap)}; then ${taps.length} taps, median ${figure(median(taps))}; ${hashed.length} hashed steps, median ${figure(median(hashed))}`,
);
console.log(
  verdictLine(
    'tap to painted next screen, p99',
    figure(quantile(taps, 0.99)),
    `< ${TAP_GOAL} ms`,
    quantile(taps, 0.99) < TAP_GOAL,
  ),
);
const slowest = Math.max(...hashed);
console.log(
  verdictLine(
    'password setting and login, slowest',
    figure(slowest),
    `< ${HASH_GOAL} ms`,
    slowest < HASH_GOAL,
  ),
);
