import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { readNumbers, TEXT_DATES } from './column-types.ts';
import type { HubDatabase } from './hub-database.ts';

/**
 * Opens PGlite in a folder, which is made when missing. It never calls fsync: a power cut can lose what was
 * answered, so it is for demonstrations and tests alone (see settings.ts, which refuses it in production).
 */
export async function connectPglite(folder: string): Promise<HubDatabase> {
  mkdirSync(folder, { recursive: true });
  const pglite = await PGlite.create(folder, {
    parsers: Object.fromEntries([...TEXT_DATES, ...readNumbers].map(([oid, read]) => [oid, read])),
  });
  // A write of the WAL that has come back is in the system's hands at least: a killed process loses nothing.
  const db = new Kysely<never>({ dialect: new PGliteDialect({ pglite }) }) as unknown as HubDatabase['db'];
  return {
    kind: 'pglite',
    db,
    transaction: (work) =>
      pglite.transaction((transaction) =>
        work({
          query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
            (await transaction.query<Row>(sql, [...parameters])).rows,
          copyIn: async (target, csv) => {
            const pieces: string[] = [];
            for await (const piece of csv) pieces.push(piece);
            await transaction.query(`COPY ${target} FROM '/dev/blob' WITH (FORMAT csv)`, [], {
              blob: new Blob(pieces),
            });
          },
        }),
      ),
    listen: async (channel, heard) => {
      const stop = await pglite.listen(channel, heard);
      return () => stop();
    },
    close: async () => {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
}
