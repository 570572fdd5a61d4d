/**
 * Kills two kiosks and head office at random moments while members decide, then compares head office's data with what
 * the members were told. `--seed=N` repeats the choices of a run, `--kills=N` and `--events=N` set its size,
 * `--pglite` uses no PostgreSQL. Exit code 1 when anything was lost, done twice or outdated.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { EventOutcome } from '../../src-main/events/event-journal.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import { demoMembers } from '../demo/demo-members.ts';
import type { KioskLine, Confirmation } from './chaos-messages.ts';
import { freePort } from '../demo/free-port.ts';
import { prepareHeadOffice } from './prepare-head-office.ts';
import { judge } from './verdict.ts';
import { HubVictim, KioskVictim, type Victim } from './victims.ts';
import { DAY } from '../../src-shared/time/units.ts';

/** Longest wait after the last kill until everything has reached head office, in milliseconds. */
const DRAIN_WITHIN = 120_000;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    kills: { type: 'string', default: '200' },
    events: { type: 'string', default: '5000' },
    pglite: { type: 'boolean', default: false },
  },
});
const kills = Number(values.kills);
const wanted = Number(values.events);
const draw = seededRandom(Number(values.seed));

const work = mkdtempSync(path.join(tmpdir(), 'borne-chaos-'));
const port = await freePort();
const headOffice = await prepareHeadOffice({ folder: work, port, pglite: values.pglite, kiosks: 2 });
console.log(`seed ${values.seed}, head office on ${headOffice.engine}`);

const told: Confirmation[] = [];
const numbers = demoMembers().map(({ number }) => number);
const status = new Map<string, Extract<KioskLine, { waiting: number }>>();
const hub = new HubVictim(headOffice.environment);
const kiosks = headOffice.codes.map((code, index) => {
  let starts = 0;
  const name = `kiosk-${index}`;
  return new KioskVictim(
    name,
    () => ({
      folder: path.join(work, name),
      hub: { url: `http://127.0.0.1:${port}`, enrolmentCode: code },
      // The second kiosk's clock is a day slow: the result must not depend on it.
      clockError: -index * DAY,
      seed: Number(values.seed) + 1000 * index + (starts += 1),
      numbers,
      pace: 12,
    }),
    (line) => {
      if ('told' in line) told.push(line);
      else status.set(name, line);
    },
  );
});
const victims: readonly Victim[] = [hub, ...kiosks];

// Head office is a separate process: it would continue to run.
async function giveUp(): Promise<void> {
  await Promise.all(victims.map((victim) => victim.end()));
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  process.exit(1);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void giveUp());

const began = performance.now();
for (const victim of victims) victim.start();
let killed = 0;
let silent = false;
while (killed < kills || told.length < wanted) {
  const share = Math.max(0, wanted - told.length) / Math.max(1, kills - killed);
  const from = told.length;
  const patience = performance.now() + 20_000;
  const goal = draw.below(Math.ceil(2 * share) + 1);
  while (told.length - from < goal && performance.now() < patience) await pause(5);
  silent = told.length === from && performance.now() >= patience;
  if (silent) break;
  await pause(draw.below(400));
  if (killed >= kills) continue;
  await victims[draw.below(victims.length)]?.shoot();
  killed += 1;
}
if (!silent) await drained();
const outcomes = new Map<string, EventOutcome>([...status.values()].flatMap(({ outcomes: all }) => [...all]));
for (const victim of victims) await victim.end();
const database = await headOffice.open();
const { confirmed, lost, twice, stale } = await judge(database, told, outcomes);
await database.close();
rmSync(work, { recursive: true, force: true, maxRetries: 5 });
const seconds = Math.round((performance.now() - began) / 1000);
console.log(`${told.length} decisions in ${seconds} s, ${stale} members with an older password than told`);
console.log(`killed ${killed}, confirmed ${confirmed}, lost ${lost}, twice ${twice}`);
if (silent) console.error('no kiosk has decided anything for 20 s');
const complaints = victims.map(({ complaints: text }) => text).join('');
if (complaints !== '') console.error(complaints.slice(0, 4000));
process.exit(!silent && lost + twice + stale === 0 && confirmed > 0 ? 0 : 1);

/** Waits until no kiosk has waiting decisions. */
async function drained(): Promise<void> {
  const end = performance.now() + DRAIN_WITHIN;
  for (;;) {
    for (const kiosk of kiosks) kiosk.ask();
    await pause(250);
    if (kiosks.every(({ name }) => status.get(name)?.waiting === 0)) return;
    if (performance.now() > end) return;
  }
}
