/**
 * A fleet on one hub: kiosks wait on the feed, decisions arrive at a constant rate, and sometimes a changed member
 * wakes all kiosks; each request is signed as a kiosk signs it. Beside them the floor of the same run: one row, committed, as
 * often as a decision. `--kiosks=1000 --rate=20 --seconds=60`; ten minutes show whether memory stays constant.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { Agent, request } from 'undici';
import { eventAnswersSchema } from '../src-shared/hub-api/events.ts';
import { freePort } from '../tools/demo/free-port.ts';
import { prepareHeadOffice } from '../tools/chaos/prepare-head-office.ts';
import { HubVictim } from '../tools/chaos/victims.ts';
import { demoMembers } from '../tools/demo/demo-members.ts';
import { enrolFleet, fleetHeaders, fakeFleet } from './enrolled-fleet.ts';
import { quantile, verdictLine } from './statistics.ts';

/** In milliseconds. */
const EVENT_GOAL = 50;
/** Largest accepted ratio of the p99 of an event to that of one committed row of the same run. */
const MOST_TIMES = 15;
/** Largest accepted ratio of the memory at the end to that of the first third. */
const FLAT = 1.15;
/** Seconds between two changed members. */
const CHANGE_EVERY = 10;

const { values } = parseArgs({
  options: {
    kiosks: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '60' },
  },
});
const count = Number(values.kiosks);
const rate = Number(values.rate);
const seconds = Number(values.seconds);

const work = mkdtempSync(path.join(tmpdir(), 'borne-load-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const headOffice = await prepareHeadOffice({ folder: work, port, pglite: false, kiosks: 0 });
const fleet = fakeFleet(count).map((kiosk) => ({ ...kiosk, journal: randomUUID(), seq: 0 }));
const database = await headOffice.open();
await enrolFleet(database, fleet);
const isPostgresql = database.kind === 'postgresql';
if (!isPostgresql) await database.close();

const hub = new HubVictim(headOffice.environment);
hub.start();
await ready();
const polls = new Agent({ connections: count, pipelining: 1, bodyTimeout: 0, headersTimeout: 0 });
const posts = new Agent({ connections: 16, pipelining: 1 });
const end = performance.now() + seconds * 1000;
const over = (): boolean => performance.now() >= end;
const numbers = demoMembers().map(({ number }) => number);
const latencies: number[] = [];
const floor: number[] = [];
const wakes: number[] = [];
const memory: number[] = [];
let changedAt = 0;
let faults = 0;
const stop = new AbortController();

const waiting = fleet.map((kiosk) => follow(kiosk));
await pause(3000);
await Promise.all([decisions(), bareRows(), changes(), watchMemory()]);
stop.abort();
await Promise.allSettled(waiting);
if (isPostgresql) await database.close();
await Promise.all([polls.destroy(), posts.destroy()]);
await hub.end();
rmSync(work, { recursive: true, force: true, maxRetries: 5 });
report();
process.exit(0);

/** One kiosk: reads the feed to its end, then waits on it, again and again. */
async function follow({ token }: { token: string }): Promise<void> {
  let query = 'after=0';
  for (;;) {
    try {
      const path = '/v1/members/changes';
      const answer = await request(`${url}${path}?${query}`, {
        dispatcher: polls,
        headers: fleetHeaders({ token }, { method: 'GET', path, query: `?${query}` }),
        signal: stop.signal,
      });
      const lines = (await answer.body.text()).trimEnd().split('\n');
      if (answer.statusCode !== 200) throw new Error(String(answer.statusCode));
      if (lines.length > 1 && query !== 'after=0') wakes.push(performance.now() - changedAt);
      const last = JSON.parse(lines.at(-1) ?? '') as { end: number; epoch: string; mark: string };
      query = `after=${last.end}&epoch=${last.epoch}&mark=${last.mark}&markAt=${last.end}&wait=50`;
    } catch {
      if (stop.signal.aborted) return;
      faults += 1;
      await pause(1000);
    }
  }
}

/** Sends decisions at a constant rate, even when the hub is slower. */
async function decisions(): Promise<void> {
  const sent: Promise<void>[] = [];
  for (let index = 0; !over(); index += 1) {
    sent.push(decide(index));
    await pause(1000 / rate);
  }
  await Promise.all(sent);
}

async function decide(index: number): Promise<void> {
  const kiosk = fleet[index % count];
  if (kiosk === undefined) return;
  kiosk.seq += 1;
  const part = (bytes: number): string => randomBytes(bytes).toString('base64').replace(/=+$/u, '');
  const now = Date.now();
  const id = `${now
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/u, '$1-')}-7${randomUUID().slice(15)}`;
  const body = {
    kind: 'password-set',
    number: numbers[index % numbers.length],
    phc: `$argon2id$v=19$m=19456,t=2,p=1$${part(16)}$${part(32)}`,
  };
  const began = performance.now();
  const events = [{ id, seq: kiosk.seq, at: now, body }];
  const toSign = {
    ...{ method: 'POST', path: '/v1/events' },
    body: JSON.stringify({ sentAt: now, journal: kiosk.journal, events }),
  } as const;
  const answer = await request(url + toSign.path, {
    method: toSign.method,
    dispatcher: posts,
    headers: { ...fleetHeaders(kiosk, toSign), 'content-type': 'application/json' },
    body: toSign.body,
  });
  const { answers } = eventAnswersSchema.parse(await answer.body.json());
  latencies.push(performance.now() - began);
  if (answers[0]?.status === 'refused') faults += 1;
}

/** Commits a row of the size of an event at the same rate, without any hub. */
async function bareRows(): Promise<void> {
  if (!isPostgresql) return;
  await sql`CREATE TABLE bench_floor (id uuid PRIMARY KEY, body text)`.execute(database.db);
  const body = 'x'.repeat(200);
  while (!over()) {
    const began = performance.now();
    await sql`INSERT INTO bench_floor VALUES (${randomUUID()}, ${body})`.execute(database.db);
    floor.push(performance.now() - began);
    await pause(1000 / rate);
  }
}

/** Changes a member: every kiosk has to learn it. */
async function changes(): Promise<void> {
  if (!isPostgresql) return;
  for (let turn = 0; !over(); turn += 1) {
    await pause(Math.min(CHANGE_EVERY * 1000, Math.max(0, end - performance.now())));
    if (over()) return;
    changedAt = performance.now();
    await sql`UPDATE member SET given_name = ${`Exemple ${turn}`} WHERE number = ${numbers[turn % numbers.length]}`.execute(
      database.db,
    );
  }
}

async function watchMemory(): Promise<void> {
  while (!over()) {
    const status = readFileSync(`/proc/${hub.pid}/status`, 'utf8');
    memory.push(Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024);
    await pause(Math.min(5000, Math.max(0, end - performance.now())));
  }
}

async function ready(): Promise<void> {
  for (;;) {
    const up = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await pause(100);
  }
}

function report(): void {
  const p99 = quantile(latencies, 0.99);
  const third = memory.slice(0, Math.max(1, Math.ceil(memory.length / 3)));
  const growth = (memory.at(-1) ?? 0) / Math.max(...third);
  console.log(
    `${count} kiosks on long poll, ${latencies.length} events in ${seconds} s on ${headOffice.engine}: event median ` +
      `${quantile(latencies, 0.5).toFixed(1)} ms; ${wakes.length} kiosks woken by changes, slowest ` +
      `${(quantile(wakes, 1) || 0).toFixed(0)} ms; memory ${memory.map((size) => size.toFixed(0)).join(' ')} MB; faults ${faults}`,
  );
  console.log(verdictLine('an event, p99', `${p99.toFixed(1)} ms`, '< 50 ms', p99 < EVENT_GOAL));
  if (isPostgresql) {
    const least = quantile(floor, 0.99);
    console.log(
      verdictLine(
        `times one committed row (median ${quantile(floor, 0.5).toFixed(1)}, p99 ${least.toFixed(1)} ms)`,
        `${(p99 / least).toFixed(1)}×`,
        `≤ ${MOST_TIMES}×`,
        p99 / least <= MOST_TIMES,
      ),
    );
  }
  console.log(
    verdictLine(
      'memory at the end ÷ highest of the first third',
      growth.toFixed(2),
      `≤ ${FLAT}`,
      growth <= FLAT,
    ),
  );
}
