import { afterAll, describe, expect, it } from 'vitest';
import { JOURNAL_MIGRATIONS } from '../../../src-main/database/migrations/journal-migrations.ts';
import { openDatabase, type Database } from '../../../src-main/database/open-database.ts';
import { REPLICA_MIGRATIONS } from '../../../src-main/members/migrations/replica-migrations.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

interface ForeignKey {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

const open = (migrations: typeof JOURNAL_MIGRATIONS): Database =>
  openDatabase(':memory:', { migrations, synchronous: 'FULL' });
const journal = open(JOURNAL_MIGRATIONS);
const replica = open(REPLICA_MIGRATIONS);
afterAll(() => [journal, replica].forEach((db) => db.close()));

const tablesOf = (db: Database): string[] =>
  db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    )
    .pluck()
    .all();
const columnsOf = (db: Database, table: string): Column[] => db.pragma(`table_info(${table})`) as Column[];

describe.each([
  ['journal', journal],
  ['replica', replica],
])('schema of the %s', (_name, db) => {
  const tables = tablesOf(db);

  it('has only STRICT tables', () => {
    const loose = db
      .prepare(
        `SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .pluck()
      .all();
    expect(tables.length).toBeGreaterThan(0);
    expect(loose).toEqual([]);
  });

  it.each(tables)('%s has a primary key of one column, integer or text: the rescue relies on it', (table) => {
    const keys = columnsOf(db, table).filter(({ pk }) => pk > 0);
    expect(keys).toHaveLength(1);
    expect(['INTEGER', 'TEXT']).toContain(keys[0]?.type);
  });

  it.each(tables)('%s refers to keys of its own type, in tables made before it', (table) => {
    for (const key of db.pragma(`foreign_key_list(${table})`) as ForeignKey[]) {
      const typeOf = (of: string, column: string): string | undefined =>
        columnsOf(db, of).find(({ name }) => name === column)?.type;
      expect(typeOf(table, key.from)).toBe(typeOf(key.table, key.to));
      expect(tables.indexOf(key.table)).toBeLessThan(tables.indexOf(table));
    }
  });
});

describe('look-ups use their index', () => {
  it.each([
    ['SELECT * FROM recovery WHERE member_key = ? ORDER BY started_at DESC', 'recovery_by_member'],
    [
      'SELECT * FROM activation_code WHERE recovery_id = ? ORDER BY created_at DESC',
      'activation_code_by_recovery',
    ],
    ['SELECT * FROM activation_code WHERE member_key = ? AND created_at > ?', 'activation_code_by_member'],
    ['SELECT * FROM activation_code WHERE id = ?', 'PRIMARY KEY'],
    ['SELECT * FROM credential WHERE member_key = ?', 'PRIMARY KEY'],
    ['SELECT count(*) FROM login_failure WHERE account_key = ? AND at > ?', 'login_failure_by_account'],
    ['SELECT * FROM letter WHERE member_key = ? AND requested_at > ?', 'letter_by_member'],
    [
      `SELECT * FROM outbox WHERE state = 'waiting' AND channel = ? AND due_at <= ? ORDER BY due_at`,
      'outbox_due',
    ],
    ['SELECT * FROM outbox WHERE id = ?', 'PRIMARY KEY'],
    ['SELECT * FROM rate_limit WHERE key = ?', 'PRIMARY KEY'],
    ['SELECT state FROM hub_event WHERE id = ?', 'sqlite_autoindex_hub_event'],
  ])('journal: %s', (sql, index) => expectPlan(journal, sql, index));

  it('replica: a member by number', () =>
    expectPlan(replica, 'SELECT sealed FROM member WHERE number_key = ?', 'member_by_number'));
});

function expectPlan(db: Database, sql: string, index: string): void {
  const marks = (sql.match(/\?/gu) ?? []).map(() => 'x');
  const steps = db
    .prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...marks)
    .map(({ detail }) => detail);
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatch(/^SEARCH /u);
  expect(steps[0]).toContain(index);
}

it('keeps what waited in the outbox when lanes became channels', () => {
  const before = open(JOURNAL_MIGRATIONS.slice(0, 3));
  before.exec(`INSERT INTO outbox (id, lane, kind, member_key, sealed, state, created_at, due_at)
    VALUES ('a', 'mail', 'password-set', 'k', x'01', 'waiting', 1, 2), ('b', 'sms', 'password-set', 'k', NULL, 'sent', 3, 4)`);
  before.exec(JOURNAL_MIGRATIONS[3]?.sql ?? '');
  expect(before.prepare('SELECT id, channel, state, due_at FROM outbox ORDER BY id').all()).toEqual([
    { id: 'a', channel: 'email', state: 'waiting', due_at: 2 },
    { id: 'b', channel: 'sms', state: 'sent', due_at: 4 },
  ]);
  before.close();
});
