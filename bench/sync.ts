/**
 * A first sync of many members from a real hub, compared with its floor and an existing product; then single changes.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemTimers } from '../src-main/clock/timers.ts';
import type { Log } from '../src-main/log/log.ts';
import { MemberDirectory } from '../src-main/members/directory.ts';
import { systemRandom } from '../src-main/random/random.ts';
import { MemberSync } from '../src-main/member-feed/member-sync.ts';
import { benchMember } from './import-file.ts';
import { measureFloor } from './import-floor.ts';
import { median, verdictLine } from './statistics.ts';
import { HubChild } from './sync/hub-child.ts';

const ROWS = Number(process.argv[2] ?? 300_000);
const POUCH_DOCS = Math.min(ROWS, 20_000);
const CHANGES = 20;
const GOALS = { ratio: 0.6, pouch: 5, stall: 30, change: 1000 };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'borne-bench-sync-'));
const silent: Log = { info: () => undefined, warn: complain, error: complain };
const clock = { now: () => Math.floor(performance.timeOrigin + performance.now()) };

const pouch = JSON.parse(
  execFileSync(process.execPath, [path.join(import.meta.dirname, 'sync', 'pouch.ts'), String(POUCH_DOCS)], {
    encoding: 'utf8',
  }),
) as { docsPerSecond: number };
const hub = await HubChild.start(ROWS);
const before = await measureFloor({ folder, rows: ROWS });
const dataKey = randomBytes(32);
const common = { folder, dataKey, clock, random: systemRandom, log: silent };
const sync = new MemberSync({
  ...common,
  threadFile: new URL('../src-main/member-feed/sync-thread.ts', import.meta.url),
  timers: systemTimers,
  onEpochChanged: () => undefined,
});
const directory = MemberDirectory.open({
  ...common,
  file: null,
  feed: sync,
  threadFile: new URL('../src-main/members/writer-thread.ts', import.meta.url),
});

const stalls = watchMain();
const processorBefore = process.cpuUsage();
const started = performance.now();
sync.start(hub.ready.connection);
while (directory.state() !== 'ready') await wait(1);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(processorBefore);
const longestStall = stalls();
for (const index of [0, Math.floor(ROWS / 2), ROWS - 1]) {
  const { number } = benchMember(index);
  const found = directory.find(number);
  if (found === null || found === 'loading' || found.number !== number)
    throw new Error('a member is missing');
}
const latencies = await measureChanges();
await sync.close();
await directory.close();
const after = await measureFloor({ folder, rows: ROWS });
await hub.close();
fs.rmSync(folder, { recursive: true, force: true });

const rate = ROWS / seconds;
const floor = (before.rowsPerSecond + after.rowsPerSecond) / 2;
const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
const ratio = rate / floor;
const times = rate / pouch.docsPerSecond;
const slowest = Math.max(...latencies);
console.log(
  `${ROWS.toLocaleString('en')} members from ${hub.ready.engine} in ${seconds.toFixed(2)} s: ${perSecond(rate)}; ` +
    `floor ${perSecond(before.rowsPerSecond)} before, ${perSecond(after.rowsPerSecond)} after; ` +
    `PouchDB ${perSecond(pouch.docsPerSecond)} of ${POUCH_DOCS.toLocaleString('en')} docs, unsealed, without network`,
);
console.log(
  verdictLine('first sync, part of the floor', ratio.toFixed(2), `≥ ${GOALS.ratio}`, ratio >= GOALS.ratio),
);
console.log(
  verdictLine('first sync, times PouchDB', `${times.toFixed(1)}×`, `≥ ${GOALS.pouch}×`, times >= GOALS.pouch),
);
const processorFloor = (before.rowsPerProcessorSecond + after.rowsPerProcessorSecond) / 2;
console.log(
  `  by processor time of the kiosk, which a busy machine does not change: ${((ROWS * 1e6) / (user + system) / processorFloor).toFixed(2)} of the floor`,
);
console.log(
  verdictLine(
    'longest stall of main during the sync',
    `${longestStall.toFixed(1)} ms`,
    `< ${GOALS.stall} ms`,
    longestStall < GOALS.stall,
  ),
);
console.log(
  verdictLine(
    `one change visible, median (slowest) of ${CHANGES}`,
    `${median(latencies).toFixed(0)} (${slowest.toFixed(0)}) ms`,
    `< ${GOALS.change} ms`,
    slowest < GOALS.change,
  ),
);

/**
 * Changes members one by one.
 * @returns milliseconds from before each statement until the kiosk finds the change
 */
async function measureChanges(): Promise<number[]> {
  const measured: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const { number } = benchMember((change * 7919) % ROWS);
    const postalCode = String(10_000 + change);
    const at = await hub.change(number, postalCode);
    for (;;) {
      const found = directory.find(number);
      if (found !== null && found !== 'loading' && found.postalCode === postalCode) break;
      await wait(1);
    }
    measured.push(performance.timeOrigin + performance.now() - at);
    // The next change finds the kiosk waiting or not: both happen in practice.
    await wait(change * 60);
  }
  return measured;
}

/**
 * Watches this thread's event loop.
 * @returns ends the watch and gives the longest stall in milliseconds
 */
function watchMain(): () => number {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return () => {
    clearInterval(beat);
    return Math.max(longest, performance.now() - last);
  };
}

function complain(fields: Record<string, unknown>, event: string): void {
  console.error(event, fields);
}
