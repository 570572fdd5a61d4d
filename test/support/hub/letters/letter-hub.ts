import { afterAll, beforeEach } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { HubFixture, START } from '../hub-fixture.ts';
import { LetterFixture } from './letter-fixture.ts';
import { migratedDatabase } from '../databases/recycled-database.ts';

/** A hub, and the letters that its events lead to, on one database. */
export interface LetterHub {
  readonly database: HubDatabase;
  readonly hub: HubFixture;
  readonly letters: LetterFixture;
  /** Sets the clock of both. @param moment milliseconds */
  readonly at: (moment: number) => void;
}

/** Opens both for the tests of a file. Each begins at `START`, without letters, mails, requests and accounts. */
export async function openLetterHub(): Promise<LetterHub> {
  const database = await migratedDatabase();
  const hub = await HubFixture.open(database);
  const letters = new LetterFixture(database);
  const at = (moment: number): void => {
    hub.clock.now = moment;
    letters.clock.now = new Date(moment);
  };
  afterAll(async () => {
    await hub.close();
    await database.close();
  });
  beforeEach(async () => {
    for (const table of [
      'activation',
      'account_request',
      'account',
      'letter',
      'letter_batch',
      'mail',
    ] as const)
      await database.db.deleteFrom(table).execute();
    at(START);
  });
  return { database, hub, letters, at };
}
