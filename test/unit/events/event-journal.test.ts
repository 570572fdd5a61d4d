import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { EventBody } from '../../../src-shared/hub-api/events.ts';
import { SteadyClock } from '../../../src-main/clock/steady-clock.ts';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import { openDatabase, type Database } from '../../../src-main/database/open-database.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { uuidV7Source } from '../../../src-main/random/uuid-v7.ts';
import { EventJournal } from '../../../src-main/events/event-journal.ts';
import { SETTLED_BODY_KEPT } from '../../../src-shared/policy/retention.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openJournalIn, testVault } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';

const PHC = '$argon2id$v=19$m=8192,t=1,p=1$c2VsZWRlc2Vs$ZXNzYWlkZW1vdGRlcGFzc2U';
const LETTER: EventBody = { kind: 'letter-requested', number: '00123456' };
const PASSWORD: EventBody = { kind: 'password-set', number: '00123456', phc: PHC };
const ACCEPTED = { status: 'accepted' } as const;
const MEMBER = { memberKey: 'k' };

let folder: string;
let journal: Database;
let time: ManualTime;
let events: EventJournal;

/** Opens the events of the journal as a fresh start of the application does. */
function open(): EventJournal {
  const clock = new SteadyClock({ wall: time.wall, monotonic: time.monotonic, lastSeen: 0 });
  const newId = uuidV7Source(clock, systemRandom);
  const opened = new EventJournal({ journal, vault: testVault(), clock, elapsed: time.monotonic, newId });
  opened.begin();
  return opened;
}

beforeEach(() => {
  folder = temporaryFolder();
  journal = openJournalIn(folder);
  onTestFinished(() => void journal.close());
  time = new ManualTime();
  events = open();
});

const ages = (): number[] => events.waiting(100).map(({ age }) => age);

describe('an event', () => {
  it('is one with the transaction that adds it, and leaves no gap when that is rolled back', () => {
    const first = events.add(PASSWORD, MEMBER);
    const failing = journal.transaction(() => {
      events.add(LETTER, MEMBER);
      throw new Error('disk');
    });
    expect(failing).toThrow('disk');
    const second = events.add(LETTER, MEMBER);
    expect(events.waiting(100)).toEqual([
      { seq: 1, id: first, memberKey: 'k', kind: 'password-set', body: PASSWORD, age: 0 },
      { seq: 2, id: second, memberKey: 'k', kind: 'letter-requested', body: LETTER, age: 0 },
    ]);
    expect(second > first).toBe(true);
  });

  it('shows nothing of the member in the journal', () => {
    events.add(PASSWORD, MEMBER);
    const [row] = journal.prepare('SELECT * FROM hub_event').all() as { sealed: Buffer }[];
    expect(JSON.stringify(row)).not.toContain('00123456');
    expect(row?.sealed.toString('latin1')).not.toContain('argon2id');
  });

  it('is settled once, with its reason', () => {
    const id = events.add(PASSWORD, MEMBER);
    expect(events.outcome(id)).toBe('waiting');
    const refused = { status: 'refused', reason: 'unknown-member' } as const;
    expect(events.settle(id, refused)).toEqual({
      kind: 'password-set',
      memberKey: 'k',
      decidedAt: time.now(),
    });
    expect(events.settle(id, ACCEPTED)).toBeNull();
    expect(events.outcome(id)).toBe('refused');
    expect(journal.prepare('SELECT reason FROM hub_event').pluck().get()).toBe('unknown-member');
    expect(events.outcome('nobody')).toBeUndefined();
  });

  it('of which the body cannot be read is still told, by its place', () => {
    events.add(PASSWORD, MEMBER);
    journal.prepare('UPDATE hub_event SET sealed = zeroblob(60)').run();
    expect(events.waiting(1)).toMatchObject([{ seq: 1, kind: 'password-set', body: null }]);
  });

  it('whose kind was changed in the journal is not another decision', () => {
    events.add(PASSWORD, MEMBER);
    journal.prepare("UPDATE hub_event SET kind = 'letter-requested'").run();
    expect(events.waiting(1)[0]?.body).toBeNull();
  });
});

describe('what waits', () => {
  it('is counted, with the age of the oldest', async () => {
    expect(events.status()).toEqual({ waiting: 0, last: null, oldest: null });
    const first = events.add(PASSWORD, MEMBER);
    await time.advance(MINUTE);
    events.add(LETTER, MEMBER);
    expect(events.status()).toEqual({ waiting: 2, last: 2, oldest: MINUTE });
    events.settle(first, ACCEPTED);
    expect(events.status()).toEqual({ waiting: 1, last: 2, oldest: 0 });
  });

  it('is found by the index of what waits', () => {
    const plan = journal
      .prepare("EXPLAIN QUERY PLAN SELECT seq FROM hub_event WHERE state = 'waiting' ORDER BY seq LIMIT 100")
      .all() as { detail: string }[];
    expect(plan[0]?.detail).toContain('hub_event_waiting');
  });

  it('can be had without some members, and by its member', () => {
    const [, other] = ['k', 'l', 'k'].map((memberKey) => events.add(LETTER, { memberKey }));
    expect(events.waiting(9, ['k', 'm']).map(({ id }) => id)).toEqual([other]);
    expect(events.firstOf('l')).toMatchObject({ id: other, seq: 2, memberKey: 'l', body: LETTER });
    expect(events.firstOf('m')).toBeNull();
  });

  it.each([DAY, -DAY, 26 * 365 * DAY])('does not age when the clock is set by %i ms', async (by) => {
    events.add(PASSWORD, MEMBER);
    await time.advance(MINUTE);
    time.setWallBy(by);
    events.add(LETTER, MEMBER);
    await time.advance(MINUTE);
    expect(ages()).toEqual([2 * MINUTE, MINUTE]);
  });

  it('does not grow younger when the clock was set back before a restart', async () => {
    events.add(PASSWORD, MEMBER);
    await time.advance(MINUTE);
    events = open();
    time.setWallBy(-DAY);
    await time.advance(MINUTE);
    expect(ages()).toEqual([2 * MINUTE]);
  });

  it('keeps its order when two measures of age disagree', async () => {
    events.add(PASSWORD, MEMBER);
    await time.advance(MINUTE);
    journal.prepare('UPDATE hub_event SET decided_at = decided_at + 600000').run();
    events = open();
    events.add(LETTER, MEMBER);
    await time.advance(MINUTE);
    expect(ages()).toEqual([MINUTE, MINUTE]);
  });

  it('may have been decided before it was added', async () => {
    await time.advance(DAY);
    events.add(PASSWORD, { ...MEMBER, decidedAt: time.now() - MINUTE });
    time.setWallBy(DAY);
    expect(ages()).toEqual([MINUTE]);
  });
});

describe('what is settled', () => {
  it('keeps its body for a week, and is then no more than a proof', async () => {
    const id = events.add(PASSWORD, MEMBER);
    events.add(LETTER, MEMBER);
    events.settle(id, ACCEPTED);
    const bodies = (): unknown => journal.prepare('SELECT count(sealed) FROM hub_event').pluck().get();
    await time.advance(SETTLED_BODY_KEPT - 1);
    events.eraseSettled();
    expect(bodies()).toBe(2);
    await time.advance(1);
    events.eraseSettled();
    expect(bodies(), 'what waits keeps its body').toBe(1);
    expect(events.outcome(id)).toBe('accepted');
  });

  it('waits again, in its place, when head office may have forgotten it', async () => {
    const early = events.add(PASSWORD, MEMBER);
    events.settle(early, ACCEPTED);
    await time.advance(SETTLED_BODY_KEPT);
    const late = events.add(PASSWORD, MEMBER);
    const waiting = events.add(LETTER, MEMBER);
    events.settle(late, { status: 'superseded', reason: 'later-decision' });
    expect(events.resendSettled()).toBe(1);
    expect(events.waiting(9).map(({ id }) => id)).toEqual([late, waiting]);
    expect(events.resendSettled()).toBe(0);
    expect(events.outcome(early)).toBe('accepted');
  });

  it('makes the password count here again until it is known there again', () => {
    const id = events.add(PASSWORD, MEMBER);
    journal
      .prepare(
        "INSERT INTO credential (member_key, phc, set_at, event_id, accepted_at) VALUES ('k', ?, 1, ?, 2)",
      )
      .run(PHC, id);
    events.settle(id, ACCEPTED);
    events.resendSettled();
    expect(journal.prepare('SELECT accepted_at FROM credential').pluck().get()).toBeNull();
  });
});

describe('a journal', () => {
  it('has one name for as long as it lasts', () => {
    const name = events.name();
    expect(open().name()).toBe(name);
  });

  it('that was rescued has another name and places without gaps, and loses nothing that it can tell', () => {
    const ids = [PASSWORD, LETTER, PASSWORD, LETTER].map((body) => events.add(body, MEMBER));
    const name = events.name();
    events.settle(ids[0] ?? '', ACCEPTED);
    events.settle(ids[1] ?? '', ACCEPTED);
    journal.prepare('UPDATE hub_event SET sealed = NULL WHERE seq = 1').run();
    journal.prepare('DELETE FROM hub_event WHERE seq = 3').run();
    journal.exec('DELETE FROM journal_name');
    events = open();
    expect(events.name()).not.toBe(name);
    expect(events.waiting(9).map(({ seq, id }) => [seq, id])).toEqual([
      [1, ids[1]],
      [2, ids[3]],
    ]);
    const next = events.add(PASSWORD, MEMBER);
    expect(events.waiting(9).at(-1)).toMatchObject({ seq: 3, id: next });
  });

  it('never uses a place again', () => {
    const id = events.add(LETTER, MEMBER);
    events.settle(id, ACCEPTED);
    journal.exec('DELETE FROM hub_event');
    events.add(LETTER, MEMBER);
    expect(events.waiting(1)[0]?.seq).toBe(2);
  });
});

describe('what a version without a hub has kept', () => {
  it('is read in its former form, in the order of its decisions', () => {
    const file = path.join(folder, 'former.db');
    const former = openDatabase(file, { migrations: JOURNAL_MIGRATIONS.slice(0, 1), synchronous: 'FULL' });
    const vault = testVault();
    const add = (id: string, kind: string, at: number, payload: unknown, state = 'waiting'): void =>
      void former
        .prepare(
          `INSERT INTO outbox (id, lane, kind, member_key, sealed, state, created_at, due_at)
           VALUES (?, 'hub', ?, 'k', ?, ?, ?, ?)`,
        )
        .run(
          id,
          kind,
          state === 'waiting' ? vault.seal('outbox', JSON.stringify(payload)) : null,
          state,
          at,
          at,
        );
    const now = time.now();
    const [first, second, third] = ['1', '2', '3'].map((n) => `0199e1f0-0000-7000-8000-00000000000${n}`);
    add(second ?? '', 'letter-requested', now - 1, { letterId: 'l', number: '00123456', requestedAt: 9 });
    add(first ?? '', 'password-set', now - 2, { number: '00123456', phc: PHC, setAt: 8 });
    add(third ?? '', 'password-set', now, { number: 'no number', phc: 'no hash' });
    former.close();
    journal.close();
    journal = openDatabase(file, { migrations: JOURNAL_MIGRATIONS, synchronous: 'FULL' });
    events = open();
    expect(events.waiting(9)).toEqual([
      { seq: 1, id: first, memberKey: 'k', kind: 'password-set', body: PASSWORD, age: 2 },
      { seq: 2, id: second, memberKey: 'k', kind: 'letter-requested', body: LETTER, age: 1 },
      { seq: 3, id: third, memberKey: 'k', kind: 'password-set', body: null, age: 0 },
    ]);
    expect(journal.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(0);
  });
});

describe('whatever happens in whatever order', () => {
  it('each event waits or is settled, places grow without gaps, and what waits comes in their order', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('add' as const), undone: fc.boolean() }),
      fc.record({ type: fc.constant('settle' as const), at: fc.nat(20) }),
      fc.record({ type: fc.constant('restart' as const) }),
      fc.record({ type: fc.constant('resend' as const) }),
      fc.record({ type: fc.constant('clock' as const), by: fc.integer({ min: -DAY, max: DAY }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        journal.exec("DELETE FROM hub_event; DELETE FROM sqlite_sequence WHERE name = 'hub_event'");
        const ids: string[] = [];
        const settled = new Set<string>();
        for (const act of steps) {
          if (act.type === 'add') {
            try {
              journal.transaction(() => {
                const id = events.add(LETTER, MEMBER);
                if (act.undone) throw new Error('undone');
                ids.push(id);
              })();
            } catch {
              // As if it had never been.
            }
          } else if (act.type === 'settle') {
            const id = ids[act.at];
            if (id !== undefined && events.settle(id, ACCEPTED)) settled.add(id);
          } else if (act.type === 'restart') {
            events = open();
          } else if (act.type === 'resend') {
            events.resendSettled();
            settled.clear();
          } else {
            time.setWallBy(act.by);
          }
        }
        const waiting = events.waiting(1000);
        expect(waiting.map(({ id }) => id)).toEqual(ids.filter((id) => !settled.has(id)));
        expect(waiting.map(({ seq }) => ids[seq - 1])).toEqual(waiting.map(({ id }) => id));
        expect(ages().every((age, index, all) => age >= (all[index + 1] ?? 0))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
