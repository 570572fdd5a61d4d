import { onTestFinished } from 'vitest';
import { connectPostgresql } from '../../../src-hub/database/connect-postgresql.ts';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { FIXTURE_START } from './account-fixture.ts';
import { capturedLog } from './captured-log.ts';
import { freshDatabase } from './databases/fresh-database.ts';

/**
 * Two hubs with connections of their own to one database of PostgreSQL, and one clock.
 * @param kind class of their fixtures
 */
export async function twoHubs<Fixture extends { close(): Promise<void> }>(kind: {
  open(given: { database: HubDatabase; clock: { now: number } }): Promise<Fixture>;
}): Promise<[Fixture, Fixture]> {
  const { url } = await freshDatabase();
  const clock = { now: FIXTURE_START };
  const open = async (): Promise<Fixture> => {
    const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
    const fixture = await kind.open({ database, clock });
    onTestFinished(() => fixture.close());
    return fixture;
  };
  const one = await open();
  return [one, await open()];
}
