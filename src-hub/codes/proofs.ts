import { PROOF_LIFE } from '../../src-shared/policy/codes.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { SpaceSession } from '../sessions/space-session.ts';
import type { SpacePurpose } from './sent-codes.ts';

/** The session that a proof belongs to. */
type Prover = Pick<SpaceSession, 'id' | 'self'>;

/**
 * SQL condition of valid proofs. `$1` to `$4`: attempt, session, holder, purpose; `$5`: target; `$6`: oldest
 * `proven_at`.
 */
const GOOD = `attempt = $1::uuid AND visit = $2 AND holder = $3 AND purpose = $4
  AND (target IS NULL AND $5::text[] IS NULL OR encode(target, 'hex') = ANY ($5::text[]))
  AND spent_at IS NULL AND proven_at > $6::timestamptz`;

/** A proof by code, as an act in the member space shows it. */
export interface ShownProof {
  readonly session: Prover;
  readonly purpose: SpacePurpose;
  /** The attempt whose code was proven; null: none. */
  readonly proof: string | null;
  readonly at: Date;
  /** For `new-contact` only: all `codeTarget` of the proven address or number, in hexadecimal. */
  readonly target?: readonly string[];
}

/**
 * Spends a proven code. It is valid for one act of its session and purpose, within ten minutes. One guarded update: of
 * two acts at once, one gets it.
 * @returns false when there is no valid proof; the act must then not be done
 */
export async function spendProof(
  { query }: Pick<HubConnection, 'query'>,
  shown: ShownProof,
): Promise<boolean> {
  const spent = await query(
    `UPDATE sent_code SET spent_at = $7::timestamptz WHERE ${GOOD} RETURNING attempt`,
    [...proofParameters(shown), shown.at.toISOString()],
  );
  return spent.length === 1;
}

/** Checks that {@link spendProof} will succeed, and locks the proof until the commit: for an act that needs two. */
export async function lockProof(
  { query }: Pick<HubConnection, 'query'>,
  shown: ShownProof,
): Promise<boolean> {
  const kept = await query(`SELECT attempt FROM sent_code WHERE ${GOOD} FOR UPDATE`, proofParameters(shown));
  return kept.length === 1;
}

/** No attempt is null, so a null proof finds nothing. */
function proofParameters({ session, purpose, proof, at, target }: ShownProof): unknown[] {
  const since = new Date(at.getTime() - PROOF_LIFE).toISOString();
  return [proof, session.id, session.self, purpose, target ?? null, since];
}
