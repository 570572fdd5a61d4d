import type { HubConnection } from '../database/hub-database.ts';

/**
 * Ends all sessions of people whose password changed: somebody who knew the old password must lose access.
 * @param subjects see `subjectOf`
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
