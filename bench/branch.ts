/**
 * A hub with branch pages: 200 kiosks tell of their visits and send events, 50 pages listen, and calls ring. How soon a
 * page hears of a call, and what events take with the pages and without them. `--kiosks=200 --pages=50 --seconds=40`
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { openPage, PAGE_COOKIE } from '../src-hub/branch/page/page-session.ts';
import type { PageState } from '../src-shared/hub-api/staff/branch-page.ts';
import { eventAnswersSchema } from '../src-shared/hub-api/events.ts';
import { branchOf } from '../src-shared/values/branch.ts';
import { freePort } from '../tools/demo/free-port.ts';
import { prepareHeadOffice } from '../tools/chaos/prepare-head-office.ts';
import { HubVictim } from '../tools/chaos/victims.ts';
import { demoMembers } from '../tools/demo/demo-members.ts';
import { enrolFleet, fakeFleet, fleetHeaders, type FleetKiosk } from './enrolled-fleet.ts';
import { quantile, verdictLine } from './statistics.ts';

/** Milliseconds within which 99 of 100 calls ring. */
const RING_GOAL = 1000;
/** Largest ratio of what events take with the pages to what they take without. */
const AS_BEFORE = 1.5;
/** Steps that each kiosk tells a minute, and events and calls a second of all. */
const STEPS_A_MINUTE = 2;
const EVENTS_A_SECOND = 5;
const CALLS_A_SECOND = 1;
/** Seconds before anything is measured. */
const WARM_UP = 10;
const USER_AGENT = 'bench';

const { values } = parseArgs({
  options: {
    kiosks: { type: 'string', default: '200' },
    pages: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '40' },
  },
});
const [count, pageCount, seconds] = [Number(values.kiosks), Number(values.pages), Number(values.seconds)];

const work = mkdtempSync(path.join(tmpdir(), 'borne-branch-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const headOffice = await prepareHeadOffice({ folder: work, port, pglite: false, kiosks: 0 });
const database = await headOffice.open();
if (database.kind !== 'postgresql') throw new Error('this benchmark needs PostgreSQL');
const fleet = fakeFleet(count).map((kiosk, place) => ({
  ...kiosk,
  name: `Agence${String(place % pageCount).padStart(2, '0')} ${Math.floor(place / pageCount) + 1}`,
  ...{ journal: randomUUID(), seq: 0, visit: randomUUID() },
}));
await enrolFleet(database, fleet);
const numbers = demoMembers().map(({ number }) => number);
const posts = new Agent({ connections: 32, pipelining: 1 });
const streams = new Agent({ connections: pageCount, pipelining: 1, bodyTimeout: 0, headersTimeout: 0 });
/** When each call was sent, by its id; and how long each took to ring at its page. */
const calledAt = new Map<string, number>();
const rung: number[] = [];

const hub = new HubVictim(headOffice.environment);
hub.start();
for (;;) {
  const isReady = await request(`${url}/readyz`)
    .then(({ statusCode, body }) => body.dump().then(() => statusCode === 200))
    .catch(() => false);
  if (isReady) break;
  await pause(100);
}

// The first calls of a process compile it.
await load(false, WARM_UP);
const without = await load(false, seconds);
for (let place = 0; place < pageCount; place += 1)
  await listen(`Agence${String(place).padStart(2, '0')}`, place);
const beside = await load(true, seconds);
await pause(1500);
await Promise.all([posts.destroy(), streams.destroy()]);
await database.close();
await hub.end();
rmSync(work, { recursive: true, force: true, maxRetries: 5 });

const ring99 = quantile(rung, 0.99);
const [before99, with99] = [quantile(without, 0.99), quantile(beside, 0.99)];
const missed = calledAt.size - rung.length;
const ms = (figure: number): string => `${figure.toFixed(0)} ms`;
console.log(
  `${count} kiosks, ${pageCount} pages, ${seconds} s each; ${calledAt.size} calls, ${missed} not heard`,
);
console.log(verdictLine('a call rings, p99', ms(ring99), ms(RING_GOAL), ring99 < RING_GOAL && missed === 0));
console.log(verdictLine('a call rings, median', ms(quantile(rung, 0.5)), '-', true));
console.log(verdictLine('an event without pages, p99', ms(before99), '-', true));
console.log(
  verdictLine(
    'an event beside the pages, p99',
    `${ms(with99)} (${(with99 / before99).toFixed(2)})`,
    `ratio ${AS_BEFORE}`,
    with99 / before99 <= AS_BEFORE,
  ),
);
process.exit(0);

/** Events and visits at a constant rate for a span in seconds; with calls if pages listen. @returns what events took, in milliseconds */
async function load(calls: boolean, span: number): Promise<number[]> {
  const took: number[] = [];
  const running = new Set<Promise<unknown>>();
  const run = (work: Promise<unknown>): void => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const start = performance.now();
  const rates = [
    [EVENTS_A_SECOND, () => sendEvent(pick()).then((span) => took.push(span))],
    [(count * STEPS_A_MINUTE) / 60, () => tell(pick())],
    ...(calls ? [[CALLS_A_SECOND, () => call(pick())] as const] : []),
  ] as const;
  const done = rates.map(() => 0);
  while (performance.now() - start < span * 1000) {
    for (const [place, [rate, act]] of rates.entries())
      while ((done[place] ?? 0) < ((performance.now() - start) / 1000) * rate) {
        done[place] = (done[place] ?? 0) + 1;
        run(act());
      }
    await pause(5);
  }
  await Promise.all(running);
  return took;
}

function pick(): (typeof fleet)[number] {
  const kiosk = fleet[Math.floor(Math.random() * fleet.length)];
  if (kiosk === undefined) throw new Error('no kiosk');
  return kiosk;
}

async function post(kiosk: FleetKiosk, at: string, content: object): Promise<unknown> {
  const body = JSON.stringify(content);
  const headers = fleetHeaders(kiosk, { method: 'POST', path: at, body });
  const answer = await request(url + at, {
    ...{ method: 'POST', dispatcher: posts, body },
    headers: { ...headers, 'content-type': 'application/json', 'x-borne-contract': '3' },
  });
  if (answer.statusCode !== 200) throw new Error(`${at}: ${answer.statusCode} ${await answer.body.text()}`);
  return answer.body.json();
}

async function sendEvent(kiosk: (typeof fleet)[number]): Promise<number> {
  kiosk.seq += 1;
  const at = Date.now();
  const number = numbers[Math.floor(Math.random() * numbers.length)] ?? '';
  const body = { kind: 'letter-requested', number, language: 'fr' };
  const event = { id: uuidV7(at), seq: kiosk.seq, at, body };
  const from = performance.now();
  const answer = await post(kiosk, '/v1/events', { sentAt: at, journal: kiosk.journal, events: [event] });
  const span = performance.now() - from;
  eventAnswersSchema.parse(answer);
  return span;
}

async function tell(kiosk: (typeof fleet)[number], end: 'left' | null = null): Promise<void> {
  const step = ['identify', 'choose-channel', 'enter-code', 'define-password'][Math.floor(Math.random() * 4)];
  await post(kiosk, '/v1/branch/visit', {
    ...{ visit: kiosk.visit, step, block: null, stepFor: 0, blockFor: null, holder: null, end },
  });
}

async function call(kiosk: (typeof fleet)[number]): Promise<void> {
  kiosk.visit = randomUUID();
  const at = performance.now();
  const body = { visit: kiosk.visit, step: 'enter-code', block: 'code-tries' };
  const { call: id } = (await post(kiosk, '/v1/branch/call', body)) as { call: string };
  calledAt.set(id, at);
}

/** Opens a page's live stream with a session that the benchmark wrote. */
async function listen(branch: string, place: number): Promise<void> {
  const at = new Date();
  const [person] = await database.transaction(({ query }) =>
    query<{ id: string; branch: string }>(
      `INSERT INTO staff (badge, given_name, family_name, role, branch, pin_phc, password_phc, factor_sealed, made_at,
         ready_at, changed_at)
       VALUES ($1, 'Camille', 'Durand', 'adviser', $2, '-', '-', ''::bytea, $3, $3, $3) RETURNING id, branch`,
      [String(700_000 + place), branch, at.toISOString()],
    ),
  );
  if (person === undefined || branchOf(`${branch} 1`) !== branch) throw new Error('no adviser');
  const origin = { network: '127.0.0.1', userAgent: USER_AGENT };
  const opened = await database.transaction((connection) =>
    openPage(connection, { now: () => at, randomBytes }, person, origin),
  );
  const answer = await request(`${url}/v1/branch-page/live`, {
    dispatcher: streams,
    headers: { cookie: `${PAGE_COOKIE}=${opened.token}`, 'user-agent': USER_AGENT },
  });
  if (answer.statusCode !== 200) throw new Error(`a page: ${answer.statusCode} ${await answer.body.text()}`);
  const heard = new Set<string>();
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const bytes of answer.body) {
      const now = performance.now();
      const parts = (rest + String(bytes)).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts.filter((text) => text.startsWith('data: '))) {
        const { calls } = JSON.parse(part.slice(6)) as PageState;
        for (const { call: id } of calls) {
          if (heard.has(id)) continue;
          heard.add(id);
          // A page may hear before the kiosk has its answer.
          void pause(500).then(() => {
            const sent = calledAt.get(id);
            if (sent !== undefined) rung.push(now - sent);
          });
        }
      }
    }
  };
  read().catch(() => undefined);
}

/** A UUIDv7 of a moment. */
function uuidV7(at: number): string {
  const hex = at.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}
