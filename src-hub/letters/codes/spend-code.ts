import type { HubSecret } from '../../basics/hub-secret.ts';
import { timingSafeEqual } from 'node:crypto';
import type { HubConnection } from '../../database/hub-database.ts';
import { letterCodeMac } from './letter-code.ts';

/** Result for a typed code. `used`: spent, or void because another letter was used. */
export type CodeState = 'accepted' | 'wrong' | 'expired' | 'used';

interface MadeLetter {
  readonly id: string;
  readonly code_mac: Uint8Array;
  readonly expires_at: Date | null;
  readonly ended: boolean;
}

/** Letters older than a person's latest hundred have expired long ago. */
export const LETTERS_LOOKED_AT = 100;

/**
 * Compares a code with the member's letters, each in constant time, and spends the letter if it is valid. The member's
 * other letters for a password become void. The member must be locked. Letters with provisional passwords do not count.
 */
export async function spendCode(
  connection: HubConnection,
  secret: HubSecret,
  asked: { readonly number: string; readonly code: string },
  now: Date,
): Promise<CodeState> {
  const letters = await connection.query<MadeLetter>(
    `SELECT id, code_mac, expires_at, spent_at IS NOT NULL OR voided_at IS NOT NULL AS ended
     FROM letter JOIN member USING (number)
     WHERE number = $1 AND kind = 'password' AND closed_at IS NULL AND code_mac IS NOT NULL
     ORDER BY requested_at DESC LIMIT ${LETTERS_LOOKED_AT}`,
    [asked.number],
  );
  const matching = letters.filter(({ code_mac }) =>
    timingSafeEqual(code_mac, letterCodeMac(secret.of(code_mac), asked.number, asked.code)),
  );
  const open = matching.filter(({ ended }) => !ended);
  const live = open.find(({ expires_at }) => expires_at !== null && expires_at > now);
  if (!live) return matching.length === 0 ? 'wrong' : open.length === 0 ? 'used' : 'expired';
  const at = now.toISOString();
  const spent = await connection.query(
    `UPDATE letter SET spent_at = $2::timestamptz
     WHERE id = $1 AND spent_at IS NULL AND voided_at IS NULL AND expires_at > $2::timestamptz RETURNING id`,
    [live.id, at],
  );
  if (spent.length !== 1) throw new Error('a letter that was live could not be spent');
  await connection.query(
    `UPDATE letter SET voided_at = $3::timestamptz
     WHERE number = $1 AND kind = 'password' AND id <> $2 AND spent_at IS NULL AND voided_at IS NULL`,
    [asked.number, live.id, at],
  );
  return 'accepted';
}
