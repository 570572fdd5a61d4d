/**
 * Time of every tap in the journeys of the tour, idle and during a first sync, against a floor of the same run: a bare page in the
 * same runtime that answers a tap by the same IPC with a painted change. Then the end of a visit, and what argon2id costs.
 * Arguments: taps at least (1000), members of the first sync (300000).
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Inbox } from '../test/support/fakes/inbox.ts';
import { closeEye } from '../test/support/pictures/recognise-picture.ts';
import { startDemoEnvironment, type DemoEnvironment } from '../tools/demo/demo-environment.ts';
import { DEMO_CAST, demoMembers, writeDemoMembers } from '../tools/demo/demo-members.ts';
import type { ReceivedMail } from '../tools/demo/mail-server.ts';
import { letterWithCode } from '../tools/demo/read-letter.ts';
import type { ReceivedSms } from '../tools/demo/sms-gateway.ts';
import {
  byLetter,
  bySms,
  firstConnection,
  information,
  withLetter,
  type Messages,
} from '../tools/tour/journeys.ts';
import { launchApplication, launchKiosk } from '../tools/tour/launch-kiosk.ts';
import { memberSpace } from '../tools/tour/space-journeys.ts';
import { writeBenchMembers } from './import-file.ts';
import { collectTaps, takeTaps } from './journey/tap-collector.ts';
import { TimedDriver } from './journey/timed-driver.ts';
import { median, quantile, verdictLine } from './statistics.ts';

const TAPS = Number(process.argv[2] ?? 1000);
const ROWS = Number(process.argv[3] ?? 300_000);
const GOALS = { median: 1.5, slow: 2.5, end: 300, hash: 250 };
const FLOOR_TAPS = 300;

/** Idle time before the first visitor, in milliseconds. */
const IDLE_BEFORE = 4000;

/** Screens that come after an argon2id hash, which is slow on purpose. */
const HASHED = new Set(['password-done', 'space-home']);

const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const before = await floorTaps();
const hashed: number[] = [];
const idle = await idleTaps();
const busy = await tapsDuringSync();
const after = await floorTaps();
await closeEye();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

const figure = (value: number): string => `${value.toFixed(1)} ms`;
const floor = [...before, ...after];
const least = { median: median(floor), slow: quantile(floor, 0.99) };
console.log(
  `floor: ${floor.length} taps of a bare page, median ${figure(least.median)}, p99 ${figure(least.slow)}`,
);
for (const [when, { taps }] of [
  ['idle', idle],
  ['during the first sync', busy],
] as const) {
  const times = taps.map(({ ms }) => ms);
  const [middle, slow] = [median(times), quantile(times, 0.99)];
  console.log(`\n${when}: ${times.length} taps, median ${figure(middle)}, p99 ${figure(slow)}`);
  verdict(`${when}: median, times the floor`, middle / least.median, GOALS.median);
  verdict(`${when}: p99, times the floor`, slow / least.slow, GOALS.slow);
  for (const tap of taps.toSorted((one, other) => other.ms - one.ms).slice(0, 10))
    console.log(`    ${figure(tap.ms).padStart(9)}  ${tap.screen} · ${tap.control}`);
}
console.log('');
const end = quantile(idle.ends, 0.95);
console.log(
  verdictLine(
    `from Terminer to the idle screen, p95 of ${idle.ends.length}`,
    figure(end),
    `≤ ${GOALS.end} ms`,
    end <= GOALS.end,
  ),
);
const slowest = Math.max(...hashed);
console.log(
  verdictLine(
    'password setting and login, slowest',
    figure(slowest),
    `< ${GOALS.hash} ms`,
    slowest < GOALS.hash,
  ),
);

function verdict(what: string, ratio: number, goal: number): void {
  console.log(verdictLine(what, `${ratio.toFixed(2)}×`, `≤ ${goal}×`, ratio <= goal));
}

/** Taps on the bare page, in milliseconds. */
async function floorTaps(): Promise<number[]> {
  const bare = path.join(import.meta.dirname, 'bare-app', 'taps.js');
  const { app, page } = await launchApplication(bare);
  await page.locator('[data-action="tap"]').waitFor();
  await collectTaps(page);
  for (let tap = 1; tap <= FLOOR_TAPS / 2; tap += 1) {
    await page.locator('[data-action="tap"]').click();
    await page.locator(`p:text-is("${tap}")`).waitFor();
  }
  const taps = await takeTaps(page);
  await app.close();
  return taps.map(({ ms }) => ms);
}

/** All journeys once, then the main one until there are taps enough. */
async function idleTaps(): Promise<TimedDriver> {
  return onKiosk('idle', {}, async (kiosk, messages, { hub }) => {
    if (hub === null) throw new Error('the journeys need head office');
    await kiosk.awaitMembers(DEMO_CAST.both.number);
    // Only a visitor who touches the kiosk while it starts waits longer; usually it has been idle.
    await pause(IDLE_BEFORE);
    kiosk.taps.length = 0;
    kiosk.ends.length = 0;
    await firstConnection(kiosk, messages, { headOffice: true });
    await memberSpace(kiosk, messages, hub);
    await bySms(kiosk, messages);
    await byLetter(kiosk);
    const { code } = await letterWithCode(await hub.printLetters());
    await withLetter(kiosk, code);
    await kiosk.begin();
    await information(kiosk);
    await kiosk.leave('leave');
    const used = new Set(Object.values(DEMO_CAST).map(({ number }) => number));
    const others = demoMembers().filter(({ email, number }) => email !== null && !used.has(number));
    for (const member of others) {
      if (kiosk.taps.length >= TAPS) break;
      await firstConnection(kiosk, messages, { member });
    }
    while (kiosk.taps.length < TAPS) await look(kiosk);
  });
}

/** What a visitor can do while the kiosk does not know its members yet. */
async function tapsDuringSync(): Promise<TimedDriver> {
  const membersFile = path.join(folder, 'many.ndjson');
  writeDemoMembers(membersFile);
  const many = path.join(folder, 'bench.ndjson');
  writeBenchMembers(many, ROWS);
  const known = new Set(demoMembers().map(({ number }) => number));
  const lines = readFileSync(many, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !known.has(numberIn(line)));
  appendFileSync(membersFile, `${lines.join('\n')}\n`);
  return onKiosk('sync', { membersFile }, async (kiosk) => {
    for (;;) {
      const reached = await look(kiosk, async () => {
        await kiosk.control('open-password').click();
        await kiosk.arrive('identify');
        await kiosk.typeDigits(DEMO_CAST.both.number);
        await kiosk.control('submit').click();
        await kiosk.page
          .locator('[data-screen="choose-channel"], [data-screen="identify"] [role="status"]')
          .first()
          .waitFor();
      });
      if (reached === 'choose-channel') return;
    }
  });
}

/** Number of the member in a line of the list. */
function numberIn(line: string): string {
  return (JSON.parse(line) as { number: string }).number;
}

/** One visit to the pages of information, to the number pad, and to what `more` does. @returns the screen that it ended on */
async function look(
  kiosk: TimedDriver,
  more: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  await kiosk.begin();
  await information(kiosk);
  await kiosk.tapTo(kiosk.control('open-password'), 'identify');
  await kiosk.typeDigits('0123456789');
  await kiosk.control('back').first().click();
  await kiosk.arrive('menu');
  await more();
  const reached = await kiosk.screen();
  await kiosk.leave('leave');
  return reached;
}

async function onKiosk(
  name: string,
  around: { readonly membersFile?: string },
  walk: (kiosk: TimedDriver, messages: Messages, environment: DemoEnvironment) => Promise<void>,
): Promise<TimedDriver> {
  const mails = new Inbox<ReceivedMail>();
  const texts = new Inbox<ReceivedSms>();
  const environment = await startDemoEnvironment({
    folder: path.join(folder, name),
    onMail: mails.put,
    onSms: texts.put,
    hub: 'in-memory',
    config: { window: { kiosk: false, width: 1080, height: 1920 } },
    ...around,
  });
  const { app, page } = await launchKiosk([`--config=${environment.configFile}`]);
  await collectTaps(page);
  const kiosk = new TimedDriver(page, (screen, milliseconds) => {
    if (HASHED.has(screen) && milliseconds > 0) hashed.push(milliseconds);
    return Promise.resolve();
  });
  try {
    await walk(
      kiosk,
      {
        nextMail: (to, holds = /^/u) => mails.next((mail) => mail.to === to && holds.test(mail.text), 20_000),
        nextSms: (to) => texts.next((sms) => sms.to === to, 20_000),
      },
      environment,
    );
    return kiosk;
  } finally {
    await app.close();
    await environment.close();
  }
}
