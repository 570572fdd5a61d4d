import type { HubConnection } from '../database/hub-database.ts';
import { queryOf, type Queryable } from '../database/single-statement.ts';

/**
 * How long a member's password still opens no change of channel, address, device or delegation, in milliseconds, since
 * only a kiosk attested it (`ATTESTED_HOLD`).
 * @param subject see `subjectOf`
 * @returns 0: it opens them
 */
export async function heldFor(where: Queryable, subject: string, now: Date): Promise<number> {
  const [row] = await queryOf(where)<{ held_until: Date | null }>(
    'SELECT held_until FROM credential WHERE number = $1',
    [subject],
  );
  return Math.max(0, (row?.held_until?.getTime() ?? 0) - now.getTime());
}

/** Those of these people whose password is held back. @param subjects see `subjectOf` */
export async function heldPeople(
  { query }: Pick<HubConnection, 'query'>,
  subjects: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await query<{ number: string }>(
    'SELECT number FROM credential WHERE number = ANY ($1::text[]) AND held_until > $2::timestamptz',
    [subjects, now.toISOString()],
  );
  return new Set(rows.map(({ number }) => number));
}
