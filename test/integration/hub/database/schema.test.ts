import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import { RolledBackError, type HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { migrateHub, renewEpochIfRestored, schemaState } from '../../../../src-hub/database/migrate.ts';
import { HUB_MIGRATIONS } from '../../../../src-hub/database/migrations/hub-migrations.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { freshDatabase } from '../../../support/hub/hub-rig.ts';
import { throwAwayCluster } from '../../../support/hub/databases/postgresql-cluster.ts';
import { emptyPglite } from '../../../support/hub/databases/recycled-database.ts';
import { describeWith, itWith } from '../../../support/peers.ts';

let made = 0;

function connect(url: string): HubDatabase {
  const database = connectPostgresql({ url, connections: 4, log: capturedLog() });
  onTestFinished(() => database.close());
  return database;
}

async function openPostgresql(): Promise<HubDatabase> {
  const cluster = await throwAwayCluster();
  const name = `empty_${(made += 1)}`;
  await cluster.createDatabase(name);
  return connect(cluster.urlOf(name));
}

async function openPglite(): Promise<HubDatabase> {
  const database = await emptyPglite();
  onTestFinished(() => database.close());
  return database;
}

const ENGINES = [
  ['PGlite', openPglite, it],
  ['PostgreSQL', openPostgresql, itWith('PostgreSQL')],
] as const;

const VERSIONS = HUB_MIGRATIONS.map(({ version }) => version);

describe.each(ENGINES)('the schema on %s', (_engine, open, itThere) => {
  itThere('is made by the migrations, and left alone the second time', async () => {
    const database = await open();
    expect(await schemaState(database)).toEqual({ state: 'behind', version: 0, wanted: VERSIONS.at(-1) });
    expect(await migrateHub(database)).toEqual(VERSIONS);
    const epoch = await database.db.selectFrom('hub').select('epoch').executeTakeFirstOrThrow();
    expect(await migrateHub(database)).toEqual([]);
    expect(await database.db.selectFrom('hub').select('epoch').execute()).toEqual([epoch]);
    expect(await schemaState(database)).toEqual({ state: 'current' });
  });

  itThere('is made once when two begin at the same time', async () => {
    const database = await open();
    const applied = await Promise.all([migrateHub(database), migrateHub(database)]);
    expect(applied.flat()).toEqual(VERSIONS);
  });

  itThere('calls requests rejected that an older version called turned away', async () => {
    const database = await open();
    const older = HUB_MIGRATIONS.filter(({ version }) => version < 7);
    await migrateHub(database, older);
    const request = (state: string, reason: string | null): Promise<unknown> =>
      sql`INSERT INTO member_request
        (id, receipt, holder, made_by, kind, topic, sealed, made_at, state, changed_at, turned_away)
        VALUES (gen_random_uuid(), 'AAAA-AAAA', '1', '1', 'document', 'card', '\\x00', now(), ${state}, now(), ${reason})`.execute(
        database.db,
      );
    await request('turned-away', 'expired');
    await request('done', null);
    expect(await migrateHub(database)).toEqual(VERSIONS.filter((version) => version >= 7));
    const requests = database.db.selectFrom('member_request').select(['state', 'rejected']).orderBy('state');
    expect(await requests.execute()).toEqual([
      { state: 'done', rejected: null },
      { state: 'rejected', rejected: 'expired' },
    ]);
    const set = (values: { state?: 'rejected' | 'done'; rejected?: null }): Promise<unknown> =>
      database.db.updateTable('member_request').set(values).execute();
    await expect(set({ state: 'rejected' }), 'a reason is missing').rejects.toThrow(/member_request_check/u);
    await expect(set({ state: 'done' }), 'a reason is too many').rejects.toThrow(/member_request_check/u);
    const unnamed = sql`UPDATE member_request SET state = 'turned-away'`.execute(database.db);
    await expect(unnamed).rejects.toThrow(/member_request_state_check/u);
  });

  itThere(
    'gives people who are only insured an identity of their own, and loses nothing of theirs',
    async () => {
      const database = await open();
      await migrateHub(
        database,
        HUB_MIGRATIONS.filter(({ version }) => version < 28),
      );
      const hash = 'ab'.repeat(32);
      await sql`INSERT INTO insured (nir, family_name, given_name, birth_date, lines, postal_code, town)
      VALUES (decode(${hash}, 'hex'), 'Exemple', 'Zoé', '1990-02-28', '{1 rue Haute}', '44000', 'Nantes')`.execute(
        database.db,
      );
      const id = '01234567-89ab-7def-8123-456789abcdef';
      const subject = `nir:${hash}`;
      for (const insert of [
        sql`INSERT INTO letter (id, kind, insured, requested_at) VALUES (${id}, 'account', decode(${hash}, 'hex'), now())`,
        sql`INSERT INTO account (insured, email, language, terms_version, terms_accepted_at, activated_at)
        VALUES (decode(${hash}, 'hex'), 'zoe@exemple.fr', 'fr', '1', now(), now())`,
        sql`INSERT INTO helper_try (holder, at) VALUES (${subject}, now()), ('1234567', now())`,
        sql`INSERT INTO address_hold (subject, place, until, lines) VALUES (${subject}, 'x', now(), NULL)`,
        sql`INSERT INTO contract (holder, guarantee, since) VALUES (${subject}, 'one', '2020-01-01')`,
      ])
        await insert.execute(database.db);
      await migrateHub(database);
      const [row] = await database.transaction(({ query }) =>
        query<Record<string, unknown>>(
          `SELECT encode(nir, 'hex') AS nir, encode(hash, 'hex') AS hash, letter.insured = nir AS letter,
           account.insured = nir AS account,
           (SELECT count(*) FROM helper_try WHERE holder = 'nir:' || encode(nir, 'hex')) AS tries,
           (SELECT count(*) FROM address_hold WHERE subject = 'nir:' || encode(nir, 'hex')) AS holds,
           (SELECT count(*) FROM contract WHERE holder = 'nir:' || encode(nir, 'hex')) AS contracts
         FROM insured JOIN nir_hash ON person = nir, letter, account`,
        ),
      );
      expect(row).toMatchObject({ hash, letter: true, account: true, tries: 1, holds: 1, contracts: 1 });
      expect(row?.['nir']).not.toBe(hash);
      // No column was forgotten: nowhere is anybody named by a hash.
      const left = await database.transaction(async ({ query }) => {
        const columns = await query<{ name: string; table: string }>(
          `SELECT column_name AS name, table_name AS table FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type IN ('text', 'bytea') AND table_name <> 'nir_hash'`,
        );
        const holding: string[] = [];
        for (const { name, table } of columns) {
          const [found] = await query<{ holds: boolean }>(
            `SELECT EXISTS (SELECT FROM ${table} one WHERE to_jsonb(one)->>'${name}' LIKE '%${hash}%') AS holds`,
          );
          if (found?.holds === true) holding.push(`${table}.${name}`);
        }
        return holding;
      });
      expect(left).toEqual([]);
    },
  );

  itThere('keeps birth dates as they were, and takes those that are partly known', async () => {
    const database = await open();
    await migrateHub(
      database,
      HUB_MIGRATIONS.filter(({ version }) => version < 13),
    );
    await sql`INSERT INTO member (number, family_name, given_name, birth_date, postal_code)
      VALUES ('123456', 'EXEMPLE', 'Odette', '1941-03-07', '44000')`.execute(database.db);
    const members = database.db.selectFrom('member').select(['birth_date', 'position']);
    const [before] = await members.execute();
    await migrateHub(database);
    expect(await members.execute(), 'no kiosk is told anything').toEqual([before]);
    const born = (birth_date: string): Promise<unknown> =>
      database.db.updateTable('member').set({ birth_date }).execute();
    await born('1941-00-00');
    await expect(born('1941')).rejects.toThrow(/member_birth_date_check/u);
  });

  itThere('takes any language, and nothing that is none', async () => {
    const database = await open();
    await migrateHub(database);
    const checks = await sql<{ relation: string; rule: string }>`
      SELECT conrelid::regclass::text AS relation, pg_get_constraintdef(oid) AS rule
      FROM pg_constraint WHERE conname LIKE '%language_check' ORDER BY 1`.execute(database.db);
    expect(checks.rows.map(({ relation }) => relation)).toEqual([
      ...['account', 'account_request', 'insured', 'member', 'space_session'],
    ]);
    for (const { rule } of checks.rows) expect(rule).not.toContain("'fr'");
    const insert = (number: string, language: string): Promise<unknown> =>
      sql`INSERT INTO member (number, family_name, given_name, birth_date, postal_code, language, position)
        VALUES (${number}, 'EXEMPLE', 'Odette', '1950-02-01', '44000', ${language}, ${number}::bigint)`.execute(
        database.db,
      );
    await insert('1', 'de');
    await expect(insert('2', 'd')).rejects.toThrow(/member_language_check/u);
  });

  itThere('is told as newer when a newer program was here', async () => {
    const database = await open();
    await migrateHub(database);
    await sql`INSERT INTO schema_version (version, name) VALUES (9999, 'of the future')`.execute(database.db);
    expect(await schemaState(database)).toMatchObject({ state: 'newer', version: 9999 });
    expect(await migrateHub(database)).toEqual([]);
  });

  itThere('begins a new epoch when the database is another than it was', async () => {
    const database = await open();
    await migrateHub(database);
    const epochOf = async (): Promise<string> =>
      (await database.db.selectFrom('hub').select('epoch').executeTakeFirstOrThrow()).epoch;
    const before = await epochOf();
    expect(await renewEpochIfRestored(database, new Date())).toBe(false);
    expect(await epochOf()).toBe(before);
    await database.db.updateTable('hub').set({ lineage: 'another/1/1' }).execute();
    expect(await renewEpochIfRestored(database, new Date())).toBe(true);
    expect(await epochOf()).not.toBe(before);
    expect(await renewEpochIfRestored(database, new Date())).toBe(false);
  });

  itThere('gives the same types, and keeps transactions apart', async () => {
    const database = await open();
    await migrateHub(database);
    const { db } = database;
    const hash = Buffer.from([0, 92, 255]);
    const at = new Date('2026-03-02T09:00:00.123Z');
    const values = { name: 'Nantes 1', code_hash: hash, code_expires_at: at, clock_offset: -86_400_000 };
    await db.insertInto('kiosk').values(values).execute();
    const read = db.selectFrom('kiosk').select(['name', 'code_hash', 'code_expires_at', 'clock_offset']);
    const row = await read.executeTakeFirstOrThrow();
    expect(row).toEqual(values);
    expect(Buffer.isBuffer(row.code_hash)).toBe(true);
    const changed = await db
      .updateTable('kiosk')
      .set({ version: '1' })
      .where('name', '=', 'nobody')
      .execute();
    expect(changed.map(({ numUpdatedRows }) => numUpdatedRows)).toEqual([0n]);

    const opened = Promise.withResolvers<undefined>();
    const finish = Promise.withResolvers<undefined>();
    const failing = db.transaction().execute(async (transaction) => {
      await transaction.updateTable('kiosk').set({ name: 'never' }).execute();
      opened.resolve(undefined);
      await finish.promise;
      throw new Error('given up');
    });
    await opened.promise;
    const beside = db.insertInto('kiosk').values({ name: 'beside' }).execute();
    finish.resolve(undefined);
    await expect(failing).rejects.toThrow('given up');
    await beside;
    const names = await db.selectFrom('kiosk').select('name').orderBy('name').execute();
    expect(names.map(({ name }) => name)).toEqual(['beside', 'Nantes 1'].sort());
  });

  itThere('never tells a transaction as done that the database undid', async () => {
    const database = await open();
    await migrateHub(database);
    const swallowed = database.transaction(async ({ query }) => {
      await query(`INSERT INTO kiosk (name) VALUES ('Nantes 1')`);
      await query(`INSERT INTO kiosk (name) VALUES ('Nantes 1')`).catch(() => undefined);
    });
    await expect(swallowed).rejects.toBeInstanceOf(RolledBackError);
    expect(await database.db.selectFrom('kiosk').selectAll().execute()).toEqual([]);
  });

  itThere('hears what others committed, not what they undid', async () => {
    const database = await open();
    const heard: string[] = [];
    const first = Promise.withResolvers<undefined>();
    const stop = await database.listen('news', (payload) => {
      heard.push(payload);
      first.resolve(undefined);
    });
    const tell = (what: string, fail: boolean): Promise<void> =>
      database.transaction(async ({ query }) => {
        await query('SELECT pg_notify($1, $2)', ['news', what]);
        if (fail) throw new Error('given up');
      });
    await tell('undone', true).catch(() => undefined);
    await tell('done', false);
    await first.promise;
    await stop();
    expect(heard).toEqual(['done']);
  });
});

describeWith('PostgreSQL')('a copied PostgreSQL database', () => {
  it('begins a new epoch', async () => {
    const { cluster, database } = await freshDatabase();
    const epochs: string[] = [];
    const copy = `${database}_copy`;
    const original = connectPostgresql({ url: cluster.urlOf(database), connections: 2, log: capturedLog() });
    await renewEpochIfRestored(original, new Date());
    epochs.push((await original.db.selectFrom('hub').select('epoch').executeTakeFirstOrThrow()).epoch);
    await original.close();
    await cluster.createDatabase(copy, database);
    const other = connect(cluster.urlOf(copy));
    expect(await renewEpochIfRestored(other, new Date())).toBe(true);
    epochs.push((await other.db.selectFrom('hub').select('epoch').executeTakeFirstOrThrow()).epoch);
    expect(new Set(epochs).size).toBe(2);
  });
});
