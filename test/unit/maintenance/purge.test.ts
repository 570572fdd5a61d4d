import type { Database } from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { purge } from '../../../src-main/maintenance/maintenance.ts';
import { openJournalIn } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { DAY } from '../../../src-shared/time/units.ts';

const NOW = 1_763_791_200_000;

let journal: Database;

beforeEach(() => {
  journal = openJournalIn(temporaryFolder());
  onTestFinished(() => void journal.close());
});

const count = (table: string): unknown => journal.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

function outboxRow(id: string, state: string, age: number): void {
  journal
    .prepare(
      `INSERT INTO outbox (id, channel, kind, member_key, sealed, state, created_at, due_at)
       VALUES (?, 'email', 'password-set', 'k', ?, ?, ?, ?)`,
    )
    .run(id, state === 'waiting' ? Buffer.from('x') : null, state, NOW - age, NOW - age);
}

describe('purging', () => {
  it.each<[string, string, unknown[], number]>([
    ['login_failure', 'INSERT INTO login_failure (account_key, at) VALUES (?, ?)', ['k'], DAY],
    ['letter', "INSERT INTO letter (member_key, id, requested_at) VALUES (?, 'l', ?)", ['k'], 30 * DAY],
    ['audit', 'INSERT INTO audit (event, at) VALUES (?, ?)', ['kiosk-started'], 90 * DAY],
    ['rate_limit', 'INSERT INTO rate_limit (key, points, expire) VALUES (?, 1, ?)', ['k'], 0],
    ['recovery', 'INSERT INTO recovery (member_key, started_at) VALUES (?, ?)', ['k'], 90 * DAY],
  ])('keeps a row of %s as long as a rule needs it, and no longer', (table, sql, values, age) => {
    journal.prepare(sql).run(...values, NOW - age);
    purge(journal, NOW - 1);
    expect(count(table)).toBe(1);
    purge(journal, NOW);
    expect(count(table)).toBe(0);
  });

  it('never removes what waits in the outbox, however old', () => {
    outboxRow('waiting', 'waiting', 1000 * DAY);
    for (const state of ['sent', 'expired', 'refused', 'voided']) outboxRow(state, state, 90 * DAY);
    outboxRow('recent', 'sent', 90 * DAY - 1);
    purge(journal, NOW);
    expect(journal.prepare('SELECT id FROM outbox ORDER BY id').pluck().all()).toEqual(['recent', 'waiting']);
  });

  it('never removes what waits for head office, however old', () => {
    const insert = journal.prepare(
      `INSERT INTO hub_event (id, kind, member_key, sealed, state, decided_at, settled_at)
       VALUES (?, 'password-set', 'k', x'00', ?, 0, ?)`,
    );
    insert.run('waiting', 'waiting', null);
    insert.run('old', 'accepted', NOW - 90 * DAY);
    insert.run('recent', 'refused', NOW - 90 * DAY + 1);
    purge(journal, NOW);
    const left = journal.prepare('SELECT id FROM hub_event ORDER BY id').pluck().all();
    expect(left).toEqual(['recent', 'waiting']);
  });

  it('never removes a password', () => {
    journal.prepare("INSERT INTO credential (member_key, phc, set_at) VALUES ('k', 'phc', 0)").run();
    purge(journal, NOW);
    expect(count('credential')).toBe(1);
  });

  it('takes a recovery with its last code, and not before', () => {
    journal
      .prepare("INSERT INTO recovery (id, member_key, started_at) VALUES (1, 'k', ?)")
      .run(NOW - 91 * DAY);
    journal
      .prepare(
        `INSERT INTO activation_code (id, recovery_id, member_key, channel, code_mac, delivery_id, created_at, expires_at)
         VALUES ('c', 1, 'k', 'email', x'00', 'd', ?, ?)`,
      )
      .run(NOW - 90 * DAY + 1, NOW - 90 * DAY + 2);
    purge(journal, NOW);
    expect([count('recovery'), count('activation_code')]).toEqual([1, 1]);
    purge(journal, NOW + 1);
    expect([count('recovery'), count('activation_code')]).toEqual([0, 0]);
  });

  it('is whole or not at all', () => {
    journal.prepare("INSERT INTO login_failure (account_key, at) VALUES ('k', 0)").run();
    journal.exec('ALTER TABLE audit RENAME TO elsewhere');
    expect(() => purge(journal, NOW)).toThrow(/audit/u);
    expect(count('login_failure')).toBe(1);
  });
});
