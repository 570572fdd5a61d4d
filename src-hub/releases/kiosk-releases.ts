import type { ReleaseState } from '../../src-shared/hub-api/releases.ts';
import { UPDATE_SILENCE } from '../../src-shared/policy/updates.ts';
import type { HubConnection, HubDatabase } from '../database/hub-database.ts';

/** News of one kiosk about one release. */
export interface ReleaseNews {
  readonly version: string;
  readonly state: ReleaseState;
  readonly why: string | null;
}

/** States that a repeated offer does not undo. */
const BEYOND_OFFER: readonly ReleaseState[] = ['fetched', 'installed', 'came-back', 'refused'];

/** Keeps what a kiosk has told, once: the moment is that of the change. @returns what has changed */
export async function noteNews(
  { query }: HubConnection,
  kiosk: string,
  { version, state, why }: ReleaseNews,
  now: Date,
): Promise<boolean> {
  const kept = state === 'offered' ? BEYOND_OFFER : [];
  const rows = await query(
    `INSERT INTO kiosk_release AS kept (kiosk, version, state, why, at) VALUES ($1, $2, $3, $4, $5::timestamptz)
     ON CONFLICT (kiosk, version) DO UPDATE SET state = excluded.state, why = excluded.why, at = excluded.at
       WHERE (kept.state, kept.why) IS DISTINCT FROM (excluded.state, excluded.why) AND NOT kept.state = ANY ($6::text[])
     RETURNING version`,
    [kiosk, version, state, why, now.toISOString(), kept],
  );
  return rows.length > 0;
}

/** How far one kiosk is with one release. */
export interface KioskRelease extends ReleaseNews {
  /** Id of the kiosk. */
  readonly kiosk: string;
  readonly at: Date;
}

/** How far all kiosks are, the latest news first. */
export function kioskReleases({ db }: Pick<HubDatabase, 'db'>): Promise<KioskRelease[]> {
  return db
    .selectFrom('kiosk_release')
    .select(['kiosk', 'version', 'state', 'why', 'at'])
    .orderBy('at', 'desc')
    .orderBy('version', 'desc')
    .execute();
}

/** Whether a kiosk that asks for updates could not for too long. @param checkedAt null: it never asked */
export function isUpdateOverdue(checkedAt: Date | null, now: Date): boolean {
  return checkedAt !== null && now.getTime() - checkedAt.getTime() >= UPDATE_SILENCE;
}
