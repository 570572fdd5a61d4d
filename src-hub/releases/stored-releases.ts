import { createHash } from 'node:crypto';
import { releaseManifest, type ReleaseManifest } from '../../src-shared/release/manifest.ts';
import { downgradePermit, type DowngradePermit } from '../../src-shared/release/signed-documents.ts';
import type { HubDatabase } from '../database/hub-database.ts';
import type { Stage } from './staging.ts';

/** A permit, as it is kept. */
export interface StoredPermit {
  readonly bytes: Buffer;
  readonly signature: string;
  readonly read: DowngradePermit;
}

/** A release, as it is kept. Its signature was checked when it was added. */
export interface StoredRelease {
  readonly version: string;
  readonly bytes: Buffer;
  readonly signature: string;
  readonly manifest: ReleaseManifest;
  /** SHA-256 of `bytes`, in hexadecimal. */
  readonly hash: string;
  readonly addedAt: Date;
  readonly haltedAt: Date | null;
  readonly endedAt: Date | null;
  readonly stages: readonly Stage[];
  readonly permits: readonly StoredPermit[];
}

/** All releases that were added, with their stages and permits, in the order in which they were added. */
export async function storedReleases({ db }: Pick<HubDatabase, 'db'>): Promise<StoredRelease[]> {
  const rows = await db.selectFrom('release').selectAll().orderBy('added_at').orderBy('version').execute();
  if (rows.length === 0) return [];
  const stages = await db.selectFrom('release_stage').selectAll().orderBy('branch').execute();
  const permits = await db.selectFrom('release_permit').selectAll().orderBy('from_version').execute();
  return rows.flatMap((row) => {
    const manifest = releaseManifest.safeParse(JSON.parse(row.manifest.toString('utf8')));
    // A newer hub may have added a form that this one does not know.
    if (!manifest.success) return [];
    return [
      {
        version: row.version,
        bytes: row.manifest,
        signature: row.signature,
        manifest: manifest.data,
        hash: sha256Of(row.manifest),
        addedAt: row.added_at,
        haltedAt: row.halted_at,
        endedAt: row.ended_at,
        stages: stages.filter(({ version }) => version === row.version),
        permits: permits.filter(({ version }) => version === row.version).flatMap(readStored),
      },
    ];
  });
}

/** SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readStored({ bytes, signature }: { bytes: Buffer; signature: string }): StoredPermit[] {
  const read = downgradePermit.safeParse(JSON.parse(bytes.toString('utf8')));
  return read.success ? [{ bytes, signature, read: read.data }] : [];
}
