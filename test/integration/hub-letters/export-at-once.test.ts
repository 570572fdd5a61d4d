import { expect, it } from 'vitest';
import { connectPostgresql } from '../../../src-hub/database/connect-postgresql.ts';
import { withLetterLock } from '../../../src-hub/letters/letter-lock.ts';
import { capturedLog } from '../../support/hub/captured-log.ts';
import { freshDatabase } from '../../support/hub/hub-rig.ts';
import { postgresqlPrograms } from '../../support/hub/postgresql-cluster.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { batchFolders, LetterDesk, manifestOf } from './letter-desk.ts';

/** Two terminals with their own connections, the fewest that the settings allow. */
async function terminals(): Promise<[LetterDesk, LetterDesk, () => Promise<unknown>]> {
  const { url } = await freshDatabase();
  const connect = () => connectPostgresql({ url, connections: 2, log: capturedLog() });
  const databases = [connect(), connect()] as const;
  const close = () => Promise.all(databases.map((database) => database.close()));
  return [new LetterDesk(databases[0]), new LetterDesk(databases[1]), close];
}

it.runIf(postgresqlPrograms() !== null)(
  'on PostgreSQL, two exports at once: one works, the other says so, each letter goes once',
  async () => {
    const [one, other, close] = await terminals();
    const numbers = await one.waiting(4);
    const into = temporaryFolder();
    await withLetterLock(one.parts.database, async () => {
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
