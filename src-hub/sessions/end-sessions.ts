import type { HubConnection } from '../database/hub-database.ts';

/**
 * Logs people out everywhere: whoever holds a former password, perhaps somebody else, has the account no longer once
 * there is a new one. @param subjects see `subjectOf`
 */
export async function endSessionsOf(
  { query }: HubConnection,
  subjects: readonly string[],
  at: Date,
): Promise<void> {
  if (subjects.length === 0) return;
  await query(
    `UPDATE space_session SET ended_at = $2::timestamptz WHERE holder = ANY ($1::text[]) AND ended_at IS NULL`,
    [subjects, at.toISOString()],
  );
}
