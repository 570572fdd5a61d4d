import { KioskLimits } from '../../src-main/access/kiosk-limits.ts';
import { LoginFailures } from '../../src-main/access/login-failures.ts';
import { ActivationCodes } from '../../src-main/activation/activation-codes.ts';
import { Letters } from '../../src-main/activation/letters.ts';
import { Audit } from '../../src-main/audit/audit.ts';
import { SteadyClock } from '../../src-main/clock/steady-clock.ts';
import { Credentials } from '../../src-main/credentials/credentials.ts';
import { PasswordHasher } from '../../src-main/credentials/password-hasher.ts';
import { readClockMark, writeClockMark } from '../../src-main/database/clock-mark.ts';
import { openJournal } from '../../src-main/database/open-journal.ts';
import { Vault } from '../../src-main/database/vault.ts';
import { Outbox } from '../../src-main/delivery/outbox.ts';
import { EventJournal } from '../../src-main/events/event-journal.ts';
import { HubIdentity } from '../../src-main/hub-client/hub-identity.ts';
import { NirKey } from '../../src-main/hub-client/nir-key.ts';
import { systemRandom } from '../../src-main/random/random.ts';
import { uuidV7Source } from '../../src-main/random/uuid-v7.ts';

const PHC =
  '$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$Zm9yIG5vIHBhc3N3b3JkIGF0IGFsbCwganVzdCBhIHRlc3Q';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const store = {
  protection: 'plain',
  wrap: (value: Buffer) => value,
  unwrap: (value: Buffer) => value,
} as const;
const NO_ANSWER = { ok: false, fault: 'unreachable' } as const;

/** What a version of the kiosk has found in a journal. */
export interface Found {
  /** Ids of the decisions that wait, oldest first. */
  readonly waiting: readonly string[];
  /** How many of them it can open. */
  readonly opened: number;
  readonly messages: number;
  readonly journalName: string;
}

/**
 * Does everything that the kiosk does with its journal: opens it, reads what waits, decides, sends, counts, and purges.
 * @param folder folder of the journal
 * @param key the data key, 32 bytes
 * @returns what it found before it did anything
 * @throws what the kiosk would throw
 */
export async function walkJournal(folder: string, key: Buffer): Promise<Found> {
  const { journal, setAside } = openJournal({ folder, clock: { now: () => Date.now() }, log: silent });
  if (setAside !== null) throw new Error('the journal was set aside as damaged');
  try {
    const time = {
      wall: () => Date.now(),
      monotonic: () => performance.now(),
      elapsed: () => performance.now(),
    };
    const clock = new SteadyClock({ ...time, lastSeen: readClockMark(journal) });
    const vault = new Vault(key, systemRandom);
    const newId = uuidV7Source(clock, systemRandom);
    const events = new EventJournal({ journal, vault, clock, elapsed: time.elapsed, newId });
    events.begin();
    const outbox = new Outbox({ journal, vault, clock, newId });
    const waiting = events.waiting(1000);
    const found = {
      waiting: waiting.map(({ id }) => id),
      opened: waiting.filter(({ body }) => body !== null).length,
      messages: outbox.counts().reduce((sum, { count }) => sum + count, 0),
      journalName: events.name(),
    };
    const member = `member-${newId()}`;
    new Audit({ journal, clock }).record('kiosk-started', member, 'walk');
    const codes = new ActivationCodes({ journal, vault, clock, random: systemRandom, newId });
    const post = (delivery: string) =>
      outbox.add(mail(delivery), { memberKey: member, expiresAt: clock.now() + 600_000 });
    const issued = codes.issue(member, 'email', (code) => post(code));
    if (issued === null) throw new Error('no code could be issued');
    codes.check(issued.recoveryId, '000000');
    codes.status(member);
    codes.close(issued.recoveryId);
    const due = outbox.due('email', clock.now());
    if (due === undefined) throw new Error('nothing is due');
    outbox.postpone(due.id, clock.now() + 1000, 'timeout');
    outbox.settle(due.id, 'sent', null);
    post('000001');
    outbox.expire('email', clock.now());
    new Letters({ journal, clock, newId }).request(member, () =>
      events.add({ kind: 'letter-requested', number: '00123456' }, { memberKey: member }),
    );
    const hasher = new PasswordHasher({ memoryKiB: 64, passes: 1, lanes: 1 });
    const credentials = new Credentials({ journal, clock, hasher });
    const decided = events.add({ kind: 'password-set', number: '00123456', phc: PHC }, { memberKey: member });
    credentials.store(member, PHC, decided);
    await credentials.verify(member, 'wrong');
    const settled = events.settle(decided, { status: 'accepted' });
    if (settled === null) throw new Error('the decision was not waiting');
    credentials.markAccepted({ id: decided, ...settled });
    events.resendSettled();
    events.eraseSettled();
    credentials.removeAccepted();
    credentials.removeOutdated(`${member}-other`);
    events.add({ kind: 'letter-requested', number: '00123457' }, { memberKey: `${member}-2` });
    const failures = new LoginFailures({ journal, clock });
    failures.count(member);
    failures.nextAt(member);
    failures.takeBack(failures.count(member));
    failures.clear(member);
    const limits = new KioskLimits({ journal, clock });
    await limits.takeNumber();
    await limits.nextNumberAt();
    const client = { call: () => Promise.resolve(NO_ANSWER) } as never;
    const settings = { url: 'https://hub.mcrn.example', enrolmentCode: 'ACDE-FGHJ-KMNP-3467' } as never;
    const identity = new HubIdentity({
      ...{ settings, client, journal, vault, secretStore: store, ca: null, newId },
      onEnrolled: () => undefined,
    });
    await identity.ensure();
    const given = { ok: true, value: { key: Buffer.alloc(32, 3).toString('base64url') } } as never;
    const nir = new NirKey({ journal, vault, clock, log: silent, ask: () => Promise.resolve(given) });
    nir.refresh();
    await nir.stop();
    writeClockMark(journal, clock.now());
    return found;
  } finally {
    journal.close();
  }
}

function mail(code: string) {
  const agency = {
    name: 'MCRN',
    address: '4 place des Jacobins, 44000 Nantes',
    phone: '02 40 89 22 91',
    email: 'infos@mcrn.fr',
  };
  return {
    channel: 'email' as const,
    to: 'zoe.exemple@adherent.test',
    message: { kind: 'activation-code' as const, language: 'fr' as const, code, validMinutes: 10, agency },
  };
}
