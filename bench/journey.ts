/**
 * Time of every tap in the journeys of the tour, idle and during a first sync, against a floor of the same run: a bare page in the
 * same runtime that answers a tap by the same IPC with a painted change. Then the end of a visit, and what argon2id costs.
 * Arguments: taps at least (1000), members of the first sync (300000).
 */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { closeEye } from '../test/support/pictures/recognise-picture.ts';
import { DEMO_CAST, demoMembers, othersWithEmail, writeDemoMembers } from '../tools/demo/demo-members.ts';
import { letterWithCode } from '../tools/demo/read-letter.ts';
import { byLetter, bySms, firstConnection, information, withLetter } from '../tools/tour/journeys.ts';
import { memberSpace } from '../tools/tour/space-journeys.ts';
import { writeBenchMembers } from './import-file.ts';
import { floorTaps } from './journey/floor-taps.ts';
import { onKiosk, type Walk } from './journey/on-kiosk.ts';
import type { TimedDriver } from './journey/timed-driver.ts';
import { median, quantile, verdictLine } from './statistics.ts';

const TAPS = Number(process.argv[2] ?? 1000);
const ROWS = Number(process.argv[3] ?? 300_000);
const GOALS = { median: 1.5, slow: 2.5, end: 300, hash: 250 };
/** The slowest hundredth of fewer would be a few taps, by chance slow or quick. */
const FLOOR_TAPS = 1000;

/** Idle time before the first visitor, in milliseconds. */
const IDLE_BEFORE = 4000;

/** The same before a visitor during the first sync, of which more would go by unused. */
const START_UP = 2000;

/** Screens that come after an argon2id hash, which is slow on purpose. */
const HASHED = new Set(['password-done', 'space-home']);

const folder = mkdtempSync(path.join(tmpdir(), 'borne-bench-'));
const before = await floorTaps(FLOOR_TAPS / 2);
const hashed: number[] = [];
const idle = await idleTaps();
const busy = await tapsDuringSync();
const after = await floorTaps(FLOOR_TAPS / 2);
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

/** All journeys once, then the main one until there are taps enough. */
async function idleTaps(): Promise<TimedDriver> {
  const walk: Walk['walk'] = async (kiosk, messages, { hub }) => {
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
    for (const member of othersWithEmail()) {
      if (kiosk.taps.length >= TAPS) break;
      await firstConnection(kiosk, messages, { member });
    }
    while (kiosk.taps.length < TAPS) await look(kiosk);
  };
  return onKiosk({ folder: path.join(folder, 'idle'), onTap: noteHashed, walk });
}

/** What a visitor can do while the kiosk does not know its members yet. One first sync ends after some 80 taps: others follow, each at a new kiosk. */
async function tapsDuringSync(): Promise<Pick<TimedDriver, 'taps'>> {
  const membersFile = path.join(folder, 'many.ndjson');
  writeDemoMembers(membersFile);
  const many = path.join(folder, 'bench.ndjson');
  writeBenchMembers(many, ROWS);
  const known = new Set(demoMembers().map(({ number }) => number));
  const lines = readFileSync(many, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !known.has(numberIn(line)));
  appendFileSync(membersFile, `${lines.join('\n')}\n`);
  const walk: Walk['walk'] = async (kiosk) => {
    await pause(START_UP);
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
  };
  const taps: TimedDriver['taps'] = [];
  for (let turn = 0; taps.length < TAPS; turn += 1) {
    const kiosk = await onKiosk({
      folder: path.join(folder, `sync-${turn}`),
      membersFile,
      standsBack: true,
      onTap: noteHashed,
      walk,
    });
    taps.push(...kiosk.taps);
  }
  return { taps };
}

function noteHashed(screen: string, milliseconds: number): void {
  if (HASHED.has(screen) && milliseconds > 0) hashed.push(milliseconds);
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
