import type { EnrolAnswer, EnrolBody } from '../../src-shared/hub-api/enrolment.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { derived, tokenHash } from '../basics/hashes.ts';
import { enrolmentCodeHash } from './enrolment-code.ts';
import { ENROLMENT_REPEATABLE } from '../../src-shared/policy/accounts.ts';

export type Enrolment =
  | ({ readonly ok: true } & EnrolAnswer)
  | { readonly ok: false; readonly reason: 'wrong' | 'used' | 'expired' | 'revoked' | 'keyless' };

/**
 * Spends an enrolment code. The token is derived from the attempt, so that the same attempt with the same key can get it
 * again within an hour; only its hash is stored. Of two calls at once, one wins.
 */
export async function enrolKiosk(deps: HubDeps, request: EnrolBody): Promise<Enrolment> {
  const { db } = deps.database;
  const secret = deps.settings.HUB_SECRET;
  const now = deps.now();
  const codeHashes = secret.each().map((view) => enrolmentCodeHash(view, request.code));
  const find = db.selectFrom('kiosk').selectAll().where('code_hash', 'in', codeHashes);
  const found = await find.executeTakeFirst();
  if (!found?.code_hash) return { ok: false, reason: 'wrong' };
  const codeHash = found.code_hash;
  if (found.revoked_at !== null) return { ok: false, reason: 'revoked' };
  if (found.kind === 'kiosk' && request.key === undefined) return { ok: false, reason: 'keyless' };
  const publicKey = request.key === undefined ? null : Buffer.from(request.key, 'base64url');
  const made = [found.id, request.attempt, codeHash.toString('hex')].join('\0');
  // By the key of the code: the same again after another key came into use.
  const token = derived(secret.of(codeHash), 'kiosk-token', made).toString('base64url');
  const spent = await db
    .updateTable('kiosk')
    .set({
      attempt: request.attempt,
      public_key: publicKey,
      token_hash: tokenHash(token),
      enrolled_at: now,
    })
    .where('id', '=', found.id)
    .where('code_hash', '=', codeHash)
    .where('attempt', 'is', null)
    .where('code_expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (spent.numUpdatedRows === 1n) return { ok: true, kiosk: found.id, token };
  const present = await find.executeTakeFirst();
  if (present === undefined) return { ok: false, reason: 'wrong' };
  if (present.revoked_at !== null) return { ok: false, reason: 'revoked' };
  if (present.attempt === null) return { ok: false, reason: 'expired' };
  const same =
    present.attempt === request.attempt && present.public_key?.toString('base64url') === request.key;
  const age = now.getTime() - (present.enrolled_at?.getTime() ?? 0);
  if (same && age < ENROLMENT_REPEATABLE) return { ok: true, kiosk: found.id, token };
  return { ok: false, reason: 'used' };
}
