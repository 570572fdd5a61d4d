import { localDay } from '../../src-shared/time/days.ts';
import type { HubConnection } from '../database/hub-database.ts';

/**
 * Ends what stood before a new password, since somebody who knew the old one must lose access: all sessions end at once;
 * devices, and delegations that the people gave, wait until they confirm each. A mandate that head office entered does not wait:
 * no password made it.
 * @param subjects see `subjectOf`
 */
export async function endWhatStood(
  { query }: HubConnection,
  subjects: readonly string[],
  at: Date,
): Promise<void> {
  if (subjects.length === 0) return;
  await query(
    `WITH devices AS (
       UPDATE device SET waits_since = $2::timestamptz
       WHERE holder = ANY ($1::text[]) AND deleted_at IS NULL AND waits_since IS NULL
     ), delegations AS (
       UPDATE delegation SET waits_since = $2::timestamptz
       WHERE giver = ANY ($1::text[]) AND kind = 'member' AND declined_at IS NULL AND revoked_at IS NULL
         AND ends_on >= $3::date AND waits_since IS NULL
     )
     UPDATE space_session SET ended_at = $2::timestamptz WHERE holder = ANY ($1::text[]) AND ended_at IS NULL`,
    [subjects, at.toISOString(), localDay(at)],
  );
}
