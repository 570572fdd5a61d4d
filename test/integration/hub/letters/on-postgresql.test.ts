import { spawnSync } from 'node:child_process';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { connectPostgresql } from '../../../../src-hub/database/connect-postgresql.ts';
import { withLetterLock } from '../../../../src-hub/letters/batches/letter-lock.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { freshDatabase } from '../../../support/hub/hub-rig.ts';
import { postgresqlPrograms } from '../../../support/hub/databases/postgresql-cluster.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { batchFolders, LetterFixture, manifestOf } from '../../../support/hub/letters/letter-fixture.ts';
import { itWith } from '../../../support/peers.ts';

/** Two terminals with their own connections, the fewest that the settings allow. */
async function terminals(): Promise<[LetterFixture, LetterFixture, () => Promise<unknown>]> {
  const { url } = await freshDatabase();
  const connect = () => connectPostgresql({ url, connections: 2, log: capturedLog() });
  const databases = [connect(), connect()] as const;
  const close = () => Promise.all(databases.map((database) => database.close()));
  return [new LetterFixture(databases[0]), new LetterFixture(databases[1]), close];
}

itWith('PostgreSQL')(
  'on PostgreSQL, two exports at once: one works, the other says so, each letter goes once',
  async () => {
    const [one, other, close] = await terminals();
    const numbers = await one.waiting(4);
    const into = temporaryFolder();
    await withLetterLock(one.deps.database, async () => {
      expect(await other.command('export', into)).toMatchObject({ code: 1 });
    });
    expect(batchFolders(into)).toEqual([]);
    const both = await Promise.all([one.command('export', into), other.command('export', into)]);
    expect(both.some(({ code }) => code === 0)).toBe(true);
    expect(await other.command('export', into)).toMatchObject({ code: 0 });
    const names = batchFolders(into)
      .flatMap(manifestOf)
      .map((row) => row.line1);
    expect(names.sort()).toEqual([...numbers.keys()].sort());
    await close();
  },
);

itWith('PostgreSQL')('the backup script keeps whole dumps, and only those of the last days', async () => {
  const { url } = await freshDatabase();
  const folder = temporaryFolder();
  const old = path.join(folder, 'hub-2020-01-01T000000Z.dump');
  writeFileSync(old, '');
  utimesSync(old, 0, 0);
  writeFileSync(path.join(folder, 'hub-2026-01-01T000000Z.dump.part'), '');
  const backup = (database: string): number | null =>
    spawnSync('sh', [path.join(import.meta.dirname, '../../../../deploy/backup.sh'), folder], {
      env: {
        PATH: `${postgresqlPrograms() ?? ''}:${process.env['PATH'] ?? ''}`,
        PGHOST: new URL(url).searchParams.get('host') ?? '',
        PGUSER: 'hub',
        PGDATABASE: database,
      },
    }).status;
  expect(backup('none')).not.toBe(0);
  expect(readdirSync(folder).filter((name) => name.endsWith('.dump'))).toEqual([path.basename(old)]);
  expect(backup(new URL(url).pathname.slice(1))).toBe(0);
  const kept = readdirSync(folder);
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatch(/^hub-\d{4}-\d\d-\d\dT\d{6}Z\.dump$/u);
  expect(kept[0]).not.toBe(path.basename(old));
});
