import { connectPgliteInMemory } from '../../../src-hub/database/connect-pglite.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { pgliteImage } from './pglite-image.ts';

/** Instances that no test uses now. */
const idle: HubDatabase[] = [];

/** PGlite in memory, empty; closing it keeps the instance for the next test, since starting one takes long. */
export async function recycledPglite(): Promise<HubDatabase> {
  const database = idle.pop() ?? (await connectPgliteInMemory(await pgliteImage()));
  await database.transaction(async ({ query }) => {
    await query('DROP SCHEMA public CASCADE');
    await query('CREATE SCHEMA public');
  });
  return {
    ...database,
    close: () => {
      idle.push(database);
      return Promise.resolve();
    },
  };
}
