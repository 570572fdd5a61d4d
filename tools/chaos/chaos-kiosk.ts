/**
 * A kiosk of the chaos run in its own process, which can be killed at any moment. It has the application's journal,
 * thread and connection with head office; its members decide faster than people. Argument: JSON of {@link
 * KioskOrders}.
 */
import { mkdirSync, writeSync } from 'node:fs';
import { Audit } from '../../src-main/audit/audit.ts';
import { readClockMark } from '../../src-main/database/clock-mark.ts';
import { SteadyClock } from '../../src-main/clock/steady-clock.ts';
import { systemTimers } from '../../src-main/clock/timers.ts';
import { Credentials } from '../../src-main/credentials/credentials.ts';
import { hashingCostSchema, PasswordHasher } from '../../src-main/credentials/password-hasher.ts';
import { loadDataKey } from '../../src-main/database/data-key.ts';
import { openJournal } from '../../src-main/database/open-journal.ts';
import type { SecretStore } from '../../src-main/database/secret-store.ts';
import { Vault } from '../../src-main/database/vault.ts';
import { memberKey } from '../../src-main/journey/steps/member-key.ts';
import type { Log } from '../../src-main/log/log.ts';
import { systemRandom } from '../../src-main/random/random.ts';
import { uuidV7Source } from '../../src-main/random/uuid-v7.ts';
import { StaffNotices } from '../../src-main/staff/staff-notices.ts';
import { EventJournal, type EventOutcome } from '../../src-main/events/event-journal.ts';
import { joinHeadOffice } from '../../src-main/head-office/join-head-office.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import type { KioskOrders, Status, Confirmation } from './chaos-messages.ts';

/** Factor by which waits after faults are shortened, so that the run ends in time. */
const HURRY = 20;

const orders = JSON.parse(process.argv[2] ?? '') as KioskOrders;
const { folder, hub, clockError, numbers, pace } = orders;
/** Written synchronously and at once, so that the parent gets it even when this process dies right after. */
const tell = (line: Confirmation): void => void writeSync(1, `${JSON.stringify(line)}\n`);
const log: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, event) => void writeSync(2, `${event} ${JSON.stringify(fields)}\n`),
};
const secretStore: SecretStore = {
  protection: 'plain',
  wrap: (secret) => Buffer.from(secret),
  unwrap: (wrapped) => Buffer.from(wrapped),
};
const timers = {
  after: (milliseconds: number, call: () => void) => systemTimers.after(milliseconds / HURRY, call),
};
const elapsed = (): number => performance.now();

mkdirSync(folder, { recursive: true });
const random = systemRandom;
const dataKey = loadDataKey({ folder, secretStore, random, allowPlainText: true });
const wall = (): number => Date.now() + clockError;
const { journal } = openJournal({ folder, clock: { now: wall }, log });
const clock = new SteadyClock({ wall, monotonic: elapsed, lastSeen: readClockMark(journal) });
const vault = new Vault(dataKey, random);
const newId = uuidV7Source(clock, random);
const audit = new Audit({ journal, clock });
const events = new EventJournal({ journal, vault, clock, elapsed, newId });
events.begin();
const credentials = new Credentials({
  journal,
  clock,
  hasher: new PasswordHasher(hashingCostSchema.parse({})),
});
const headOffice = joinHeadOffice({
  settings: hub,
  folder,
  syncThread: new URL('../../src-main/member-feed/sync-thread.ts', import.meta.url),
  ...{ journal, vault, dataKey, secretStore, events, credentials, audit, clock, timers, random, log, newId },
  staff: new StaffNotices(),
  newReference: () => 'CHAOS',
  settled: () => undefined,
  membersKnown: () => true,
  closureChanged: () => undefined,
});
headOffice.start();

const draw = seededRandom(orders.seed);
let enough = false;

/** Records one decision and its event in one transaction, like the journeys; reports it only after the commit. */
function decide(): void {
  const number = numbers[draw.below(numbers.length)] ?? '';
  const key = memberKey(vault, number);
  const at = Date.now();
  const isLetter = draw.below(10) === 0;
  const part = (bytes: number): string => random.bytes(bytes).toString('base64').replace(/=+$/u, '');
  const phc = isLetter ? '' : `$argon2id$v=19$m=19456,t=2,p=1$${part(16)}$${part(32)}`;
  const told = journal.transaction((): string => {
    if (isLetter) return events.add({ kind: 'letter-requested', number }, { memberKey: key });
    const id = events.add({ kind: 'password-set', number, phc }, { memberKey: key });
    credentials.store(key, phc, id);
    return id;
  })();
  tell({ told, kind: isLetter ? 'letter-requested' : 'password-set', number, phc, at });
  headOffice.link.kick();
}

function goOn(): void {
  if (enough) return;
  decide();
  setTimeout(goOn, draw.below(2 * pace));
}
goOn();

process.on('message', () => {
  enough = true;
  const { waiting } = headOffice.state().eventsWaiting === 0 ? { waiting: 0 } : events.status();
  const rows = journal.prepare('SELECT id, state FROM hub_event').raw().all();
  const status: Status = { waiting, outcomes: waiting === 0 ? (rows as [string, EventOutcome][]) : [] };
  process.send?.(status);
  // Decisions held back by failures, sometimes for minutes, go with the next member's decision.
  if (waiting > 0) decide();
});
process.on('disconnect', () => process.exit());
