import { sql } from 'kysely';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';

/** Another hub of the database says, and goes on saying, that it sends mails. They wait in the outbox, to be read. */
export async function mailsElsewhere({ db }: Pick<HubDatabase, 'db'>): Promise<void> {
  await sql`INSERT INTO hub_process (id, name, keys, in_use, sends, seen_at)
    VALUES (gen_random_uuid(), 'elsewhere', '{}', '', '{email}', '9999-01-01')`.execute(db);
}
