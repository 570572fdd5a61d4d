import { HubSecret } from '../src-hub/basics/hub-secret.ts';
/**
 * A hundred activations at the same time, over HTTP. At each kiosk, a visitor shows a provisional password, submits
 * address and hashes (given, since argon2 runs on the kiosks), and waits for the confirmation while the kiosk asks
 * every three seconds. Then the worst case: all submit at the same moment, round after round, compared with as many
 * calls that do almost nothing. `--kiosks=100 --seconds=30 --rounds=5`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { makeLetterCode } from '../src-hub/letters/codes/letter-code.ts';
import { provisionalMac } from '../src-hub/letters/codes/letter-code.ts';
import type { ActivateBody } from '../src-shared/hub-api/accounts.ts';
import { freePort } from '../tools/demo/free-port.ts';
import { prepareHeadOffice } from '../tools/chaos/prepare-head-office.ts';
import { HubVictim } from '../tools/chaos/victims.ts';
import { enrolFleet, fleetHeaders, fakeFleet } from './enrolled-fleet.ts';
import { benchMember } from './import-file.ts';
import { median, quantile, verdictLine } from './statistics.ts';

/** In milliseconds. */
const GOAL = 50;
/**
 * Interval at which a kiosk asks for the state of an activation, in milliseconds; POLLS: how often for one visitor.
 */
const POLL = 3000;
const POLLS = 3;
/** Clock ticks per second in `/proc`. */
const TICKS = 100;

const { values } = parseArgs({
  options: {
    kiosks: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
  },
});
const count = Number(values.kiosks);
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

const work = mkdtempSync(path.join(tmpdir(), 'borne-activations-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const headOffice = await prepareHeadOffice({ folder: work, port, pglite: false, kiosks: 0 });
const fleet = fakeFleet(count);
const letters = Array.from(
  { length: count * (rounds + 2 + Math.ceil((seconds * 1000) / (POLL * POLLS))) },
  (_, index) => ({
    id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    seq: index + 1,
    number: benchMember(index).number,
    code: makeLetterCode(randomBytes),
  }),
);
await fill();

const hub = new HubVictim(headOffice.environment);
hub.start();
await ready();
const agent = new Agent({ connections: count, pipelining: 1 });
type What = 'open' | 'activate' | 'status' | 'health';
let measured = noTimes();
let letter = 0;

// The first round only warms up the hub's compiler and connections.
await Promise.all(fleet.map((kiosk) => activateOne(kiosk, 0)));
measured = noTimes();
const end = performance.now() + seconds * 1000;
await Promise.all(fleet.map((kiosk) => visits(kiosk)));
const paced = measured;

measured = noTimes();
let processor = 0;
for (let round = 0; round < rounds; round += 1) {
  const began = processorSeconds();
  await Promise.all(fleet.map((kiosk) => activateOne(kiosk, 0)));
  processor += processorSeconds() - began;
  await Promise.all(fleet.map(() => ask('health', 'GET', '/healthz')));
  await Promise.all(fleet.map((kiosk) => poll(kiosk, randomUUID())));
}
await agent.destroy();
await hub.end();
rmSync(work, { recursive: true, force: true, maxRetries: 5 });
report();
process.exit(0);

/** Visitors at one kiosk, one after another. The first one comes at a random time within the length of a visit. */
async function visits(kiosk: { token: string }): Promise<void> {
  await pause(Math.random() * POLL * (POLLS + 1));
  while (performance.now() < end) {
    const attempt = await activateOne(kiosk, POLL);
    for (let time = 0; time < POLLS; time += 1) {
      await pause(POLL);
      expectResult(await poll(kiosk, attempt), 'pending');
    }
  }
}

function poll({ token }: { token: string }, attempt: string): Promise<unknown> {
  return ask('status', 'POST', '/v1/accounts/status', { attempt }, token);
}

/**
 * One visitor at one kiosk; `thinking`: milliseconds between steps.
 * @returns the attempt
 */
async function activateOne({ token }: { token: string }, thinking: number): Promise<string> {
  const place = letter++;
  const posted = letters[place];
  if (posted === undefined) throw new Error('a letter for each visitor');
  const { number, code } = posted;
  const attempt = randomUUID();
  const shown = { attempt, holder: { situation: 'member', number }, code };
  expectResult(await ask('open', 'POST', '/v1/accounts/open', shown, token), 'accepted');
  await pause(thinking);
  const submitted: ActivateBody = {
    attempt,
    submission: randomUUID(),
    email: `visitor.${place}@exemple.fr`,
    phc: somePhc(),
    secret: { question: 'first-pet', phc: somePhc() },
    terms: { version: '2026-01' },
    language: 'fr',
  };
  expectResult(await ask('activate', 'POST', '/v1/accounts/activate', submitted, token), 'pending');
  return attempt;
}

async function ask(
  what: What,
  method: 'GET' | 'POST',
  address: string,
  body?: object,
  token = '',
): Promise<unknown> {
  const began = performance.now();
  const text = body === undefined ? '' : JSON.stringify(body);
  const answer = await request(url + address, {
    method,
    dispatcher: agent,
    headers: {
      ...(token === '' ? {} : fleetHeaders({ token }, { method, path: address, body: text })),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: text }),
  });
  const said = await answer.body.json();
  measured[what].push(performance.now() - began);
  return said;
}

function expectResult(said: unknown, result: string): void {
  if ((said as { result?: string }).result !== result) throw new Error(JSON.stringify(said));
}

function somePhc(): string {
  const part = (bytes: number): string => randomBytes(bytes).toString('base64').replace(/=+$/u, '');
  return `$argon2id$v=19$m=19456,t=2,p=1$${part(16)}$${part(32)}`;
}

/** Adds kiosks, members, and a handed-over letter for each visitor. */
async function fill(): Promise<void> {
  const database = await headOffice.open();
  const secret = HubSecret.from(headOffice.environment['HUB_SECRET'] ?? '');
  await enrolFleet(database, fleet);
  await database.transaction(async ({ query }) => {
    await query(
      `INSERT INTO member (number, family_name, given_name, birth_date, postal_code)
         SELECT number, 'Exemple', 'Odette', '1941-03-07', '44000' FROM unnest($1::text[]) AS number
       ON CONFLICT DO NOTHING`,
      [letters.map(({ number }) => number)],
    );
    await query(
      `WITH asked AS (
         INSERT INTO event (id, kiosk, journal, seq, kind, fingerprint, decided_at, clock_offset, status)
           SELECT id, (SELECT id FROM kiosk LIMIT 1), $1::uuid, seq, 'account-requested', '\\x00', now(), 0, 'accepted'
           FROM unnest($2::uuid[], $3::bigint[]) AS new (id, seq)
       ), batch AS (
         INSERT INTO letter_batch (folder, handed_over_at) VALUES ('bench', now()) RETURNING id
       )
       INSERT INTO letter (id, number, kind, code_mac, requested_at, batch, expires_at)
         SELECT new.id, number, 'account', decode(mac, 'hex'), now(), batch.id, now() + interval '21 days'
         FROM unnest($2::uuid[], $4::text[], $5::text[]) AS new (id, number, mac), batch`,
      [
        randomUUID(),
        letters.map(({ id }) => id),
        letters.map(({ seq }) => seq),
        letters.map(({ number }) => number),
        letters.map(({ number, code }) => provisionalMac(secret, number, code).toString('hex')),
      ],
    );
    await query(
      `INSERT INTO account_request (id, receipt, number, email, language, requested_at, letter)
         SELECT id, 'KT4M-7XWA', number, 'visitor@exemple.fr', 'fr', requested_at, id FROM letter`,
    );
  });
  await database.close();
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

/** Processor time of the hub's process in seconds; 0 where the system does not tell. */
function processorSeconds(): number {
  try {
    const fields = readFileSync(`/proc/${hub.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

function noTimes(): Record<What, number[]> {
  return { open: [], activate: [], status: [], health: [] };
}

function report(): void {
  const p95 = (times: number[]): number => quantile(times, 0.95);
  const told = (times: Record<What, number[]>, ...whats: What[]): string =>
    whats
      .map((what) => `${what} ${median(times[what]).toFixed(1)} (${p95(times[what]).toFixed(1)})`)
      .join(', ');
  console.log(
    `${count} kiosks for ${seconds} s on ${headOffice.engine}, ${paced.activate.length} activations; median (p95) in ms: ` +
      told(paced, 'open', 'activate', 'status'),
  );
  for (const what of ['open', 'activate'] as const) {
    const reached = p95(paced[what]);
    console.log(
      verdictLine(
        `${what} with ${count} under way, p95`,
        `${reached.toFixed(1)} ms`,
        `< ${GOAL} ms`,
        reached < GOAL,
      ),
    );
  }
  const floor = p95(measured.status);
  console.log(
    `  ${count} in the same instant, ${rounds} times: ${told(measured, 'open', 'activate')}; floor of the same run: ` +
      `${told(measured, 'status', 'health')}; p95 is ${(p95(measured.open) / floor).toFixed(1)} and ` +
      `${(p95(measured.activate) / floor).toFixed(1)} times that of one look-up; ` +
      `${((processor * 1000) / measured.activate.length).toFixed(2)} ms of the hub's processor an activation`,
  );
}
