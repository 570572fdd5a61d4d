import type { HubSecret } from '../../basics/hub-secret.ts';
import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import type { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { keyedHash } from '../../basics/hashes.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';
import { PROOF_LIFE } from '../../../src-shared/policy/codes.ts';

export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** The session that a proof belongs to. */
type Prover = Pick<SpaceSession, 'id' | 'self'>;

/**
 * SQL condition of valid proofs. `$1` to `$4`: attempt, session, holder, purpose; `$5`: target; `$6`: oldest
 * `proven_at`.
 */
const GOOD = `attempt = $1::uuid AND session = $2 AND holder = $3 AND purpose = $4 
  AND (target IS NULL AND $5::text[] IS NULL OR encode(target, 'hex') = ANY ($5::text[]))
  AND spent_at IS NULL AND proven_at > $6::timestamptz`;

/** Stored form of a code: keyed hash of attempt and code, 32 bytes. @param secret `HUB_SECRET` */
export function freshCodeMac(secret: HubSecret, attempt: string, code: string): Buffer {
  return keyedHash(secret, 'space-code', `${attempt}\0${code}`);
}

/** Stored form of an address or number to be proven, 32 bytes. @param secret `HUB_SECRET` */
export function freshCodeTarget(secret: HubSecret, to: string): Buffer {
  return keyedHash(secret, 'space-code-target', to);
}

/** A proof by code, as an action shows it. */
export interface ShownProof {
  readonly session: Prover;
  readonly purpose: CodePurpose;
  /** The attempt whose code was proven; null: none. */
  readonly proof: string | null;
  readonly at: Date;
  /** For `new-contact` only: all {@link freshCodeTarget} of the proven address or number, in hexadecimal. */
  readonly target?: readonly string[];
}

/**
 * Spends a proven code. It is valid for one action of its session and purpose, within ten minutes. One guarded update:
 * of two actions at once, one gets it.
 * @returns false when there is no valid proof; the action must then not be done
 */
export async function spendProof(
  { query }: Pick<HubConnection, 'query'>,
  shown: ShownProof,
): Promise<boolean> {
  const spent = await query(
    `UPDATE space_code SET spent_at = $7::timestamptz WHERE ${GOOD} RETURNING attempt`,
    [...proofParameters(shown), shown.at.toISOString()],
  );
  return spent.length === 1;
}

/** Checks that {@link spendProof} will succeed, and locks the proof until the commit: for an action that needs two. */
export async function lockProof(
  { query }: Pick<HubConnection, 'query'>,
  shown: ShownProof,
): Promise<boolean> {
  const kept = await query(`SELECT attempt FROM space_code WHERE ${GOOD} FOR UPDATE`, proofParameters(shown));
  return kept.length === 1;
}

/** No attempt is null, so a null proof finds nothing. */
function proofParameters({ session, purpose, proof, at, target }: ShownProof): unknown[] {
  const since = new Date(at.getTime() - PROOF_LIFE).toISOString();
  return [proof, session.id, session.self, purpose, target ?? null, since];
}

/** Locks the codes of a person until the commit. */
export async function lockCodes(connection: HubConnection, holder: string): Promise<void> {
  await lockPeople(connection, [`space-code:${holder}`]);
}

/** A code that was sent. */
export interface CodeSend {
  readonly channel: SentChannel;
  readonly target: Buffer | null;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Whether the code was proven. */
  readonly isProven: boolean;
}

/** Codes that were sent to a person in the last 24 hours, and wrong codes that were typed, oldest first. */
export async function readFreshCodeUse(
  { query }: Pick<HubConnection, 'query'>,
  holder: string,
  now: Date,
): Promise<{ sends: readonly CodeSend[]; wrong: readonly number[] }> {
  const rows = await query<{
    wrong: boolean;
    at: Date;
    channel: SentChannel;
    target: Buffer | null;
    proven: boolean;
  }>(
    `SELECT false AS wrong, made_at AS at, channel, target, proven_at IS NOT NULL AS proven FROM space_code
       WHERE holder = $1 AND made_at > $2::timestamptz
     UNION ALL
     SELECT true AS wrong, space_code_try.at, channel, NULL, false FROM space_code_try JOIN space_code USING (attempt)
       WHERE holder = $1 AND space_code_try.at > $2::timestamptz
     ORDER BY at`,
    [holder, new Date(now.getTime() - SEND_WINDOW).toISOString()],
  );
  return {
    sends: rows
      .filter(({ wrong }) => !wrong)
      .map(({ at, channel, target, proven }) => ({ channel, target, at: at.getTime(), isProven: proven })),
    wrong: rows.filter(({ wrong }) => wrong).map(({ at }) => at.getTime()),
  };
}
