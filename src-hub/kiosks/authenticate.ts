import type { IncomingHttpHeaders } from 'node:http';
import { VERSION_HEADER } from '../../src-shared/hub-api/contract.ts';
import { MACHINE_HEADER } from '../../src-shared/hub-api/enrolment.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubClient } from '../http/caller.ts';
import { Refusal } from '../http/refuse.ts';
import { tokenHash } from '../basics/hashes.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** No token, or a token that no kiosk has. */
export const UNKNOWN_KIOSK = new Refusal('unknown-kiosk', 'no kiosk has this token: enrol it');

/** `last_seen_at` is updated at most once in this many milliseconds, to avoid a write for each request. */
const SEEN_EVERY = MINUTE;

/**
 * Finds the kiosk or website of a token, and checks that it may still call. The machine of a website
 * is not compared, because a website may run on several.
 */
export async function authenticate(
  deps: HubDeps,
  token: string,
  headers: IncomingHttpHeaders,
): Promise<HubClient | Refusal<'unknown-kiosk' | 'kiosk-revoked' | 'other-machine'>> {
  const { db } = deps.database;
  const kiosk = await db
    .selectFrom('kiosk')
    .select(['id', 'kind', 'machine', 'revoked_at', 'last_seen_at', 'other_machine_at', 'version'])
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (kiosk === undefined) return UNKNOWN_KIOSK;
  if (kiosk.revoked_at !== null) return new Refusal('kiosk-revoked', 'head office has revoked this kiosk');
  const now = deps.now();
  if (kiosk.kind === 'kiosk' && kiosk.machine !== headers[MACHINE_HEADER]) {
    if (isLongAgo(kiosk.other_machine_at, now)) {
      deps.log.warn({ kiosk: kiosk.id }, 'other-machine');
      await db
        .updateTable('kiosk')
        .set({ other_machine_at: now })
        .where('id', '=', kiosk.id)
        .executeTakeFirst();
    }
    return new Refusal('other-machine', 'this token belongs to another machine: enrol this one');
  }
  const version = versionOf(headers) ?? kiosk.version;
  if (version !== kiosk.version || isLongAgo(kiosk.last_seen_at, now))
    await db
      .updateTable('kiosk')
      .set({ last_seen_at: now, version })
      .where('id', '=', kiosk.id)
      .executeTakeFirst();
  return { id: kiosk.id, kind: kiosk.kind };
}

/** The version appears in lists of staff, so only harmless characters are accepted. */
function versionOf(headers: IncomingHttpHeaders): string | null {
  const version = headers[VERSION_HEADER];
  return typeof version === 'string' && /^[0-9A-Za-z.+-]{1,40}$/u.test(version) ? version : null;
}

function isLongAgo(moment: Date | null, now: Date): boolean {
  return moment === null || Math.abs(now.getTime() - moment.getTime()) >= SEEN_EVERY;
}
