/**
 * A hundred kiosks that activate accounts at the same moment, over HTTP: each shows a provisional password, then
 * submits address and hashes, which are given, since argon2 is the kiosks' work. `--kiosks=100 --rounds=10`. The floor
 * is measured between the rounds: as many requests at once that do next to nothing at the same hub.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { tokenHash } from '../src-hub/kiosks/token-hash.ts';
import { makeLetterCode } from '../src-hub/letters/make-letter-code.ts';
import { provisionalMac } from '../src-hub/letters/provisional-mac.ts';
import type { ActivateRequest } from '../src-shared/sync/accounts.ts';
import { MACHINE_HEADER } from '../src-shared/sync/requests.ts';
import { freePort } from '../tools/chaos/free-port.ts';
import { prepareHeadOffice } from '../tools/chaos/prepare-head-office.ts';
import { HubVictim } from '../tools/chaos/victims.ts';
import { benchMember } from './import-file.ts';
import { median, quantile, verdictLine } from './statistics.ts';

/** Milliseconds. */
const GOAL = 50;
const MACHINE = 'ab'.repeat(32);
/** Clock ticks a second in `/proc`. */
const TICKS = 100;

const { values } = parseArgs({
  options: { kiosks: { type: 'string', default: '100' }, rounds: { type: 'string', default: '10' } },
});
const count = Number(values.kiosks);
const rounds = Number(values.rounds);

const work = mkdtempSync(path.join(tmpdir(), 'borne-activations-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const headOffice = await prepareHeadOffice({ folder: work, port, pglite: false, kiosks: 0 });
const fleet = Array.from({ length: count }, (_, index) => ({
  name: `bench-${index}`,
  token: randomBytes(32).toString('base64url'),
}));
const letters = Array.from({ length: count * (rounds + 1) }, (_, index) => ({
  id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
  seq: index + 1,
  number: benchMember(index).number,
  code: makeLetterCode(randomBytes),
}));
await fill();

const hub = new HubVictim(headOffice.environment);
hub.start();
await ready();
const agent = new Agent({ connections: count, pipelining: 1 });
const measured: Record<'open' | 'activate' | 'health' | 'standing', number[]> = {
  open: [],
  activate: [],
  health: [],
  standing: [],
};
let processor = 0;
// The first round is for the hub's compiler and its connections alone.
for (let round = 0; round <= rounds; round += 1) {
  const began = processorSeconds();
  await Promise.all(fleet.map((kiosk, place) => activateOne(kiosk, round * count + place)));
  const spent = processorSeconds() - began;
  await Promise.all(fleet.map(() => ask('health', 'GET', '/healthz')));
  await Promise.all(
    fleet.map(({ token }) =>
      ask('standing', 'POST', '/v1/accounts/standing', { attempt: randomUUID() }, token),
    ),
  );
  if (round > 0) processor += spent;
  else for (const times of Object.values(measured)) times.length = 0;
}
await agent.destroy();
await hub.end();
rmSync(work, { recursive: true, force: true, maxRetries: 5 });
report();
process.exit(0);

/** One visitor at one kiosk. */
async function activateOne({ token }: { token: string }, place: number): Promise<void> {
  const letter = letters[place];
  if (letter === undefined) throw new Error('a letter for each visitor');
  const { number, code } = letter;
  const attempt = randomUUID();
  const shown = { attempt, holder: { situation: 'member', number }, code };
  expectResult(await ask('open', 'POST', '/v1/accounts/open', shown, token), 'accepted');
  const submitted: ActivateRequest = {
    attempt,
    submission: randomUUID(),
    email: `visitor.${place}@exemple.fr`,
    phc: somePhc(),
    secret: { question: 'first-pet', phc: somePhc() },
    terms: { version: '2026-01' },
    language: 'fr',
  };
  expectResult(await ask('activate', 'POST', '/v1/accounts/activate', submitted, token), 'pending');
}

async function ask(
  what: keyof typeof measured,
  method: 'GET' | 'POST',
  address: string,
  body?: object,
  token = '',
): Promise<unknown> {
  const began = performance.now();
  const answer = await request(url + address, {
    method,
    dispatcher: agent,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}`, [MACHINE_HEADER]: MACHINE }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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

/** Kiosks, members, and a letter that was handed over for each visitor. */
async function fill(): Promise<void> {
  const database = await headOffice.open();
  const secret = headOffice.environment['HUB_SECRET'] ?? '';
  await database.transaction(async ({ query }) => {
    await query(
      `INSERT INTO kiosk (name, token_hash, machine, enrolled_at, last_seen_at)
         SELECT name, decode(hash, 'hex'), $3, now(), now() FROM unnest($1::text[], $2::text[]) AS new (name, hash)`,
      [fleet.map(({ name }) => name), fleet.map(({ token }) => tokenHash(token).toString('hex')), MACHINE],
    );
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

/** Processor time of the hub's process so far; 0 where the system does not tell. */
function processorSeconds(): number {
  try {
    const fields = readFileSync(`/proc/${hub.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

function report(): void {
  const p95 = (what: keyof typeof measured): number => quantile(measured[what], 0.95);
  const line = (what: keyof typeof measured): string =>
    `${what} median ${median(measured[what]).toFixed(1)}, p95 ${p95(what).toFixed(1)} ms`;
  console.log(
    `${measured.activate.length} activations, ${count} at once, on ${headOffice.engine}: ` +
      `${line('open')}; ${line('activate')}; floor: ${line('health')}; ${line('standing')}; ` +
      `processor of the hub ${((processor * 1000) / measured.activate.length).toFixed(2)} ms an activation`,
  );
  for (const what of ['open', 'activate'] as const)
    console.log(
      verdictLine(
        `${what}, p95 of ${count} at once`,
        `${p95(what).toFixed(1)} ms`,
        `< ${GOAL} ms`,
        p95(what) < GOAL,
      ),
    );
  console.log(
    `  times the floor of the same run (standing, which is one look-up): open ${(p95('open') / p95('standing')).toFixed(1)}×, activate ${(p95('activate') / p95('standing')).toFixed(1)}×`,
  );
}
