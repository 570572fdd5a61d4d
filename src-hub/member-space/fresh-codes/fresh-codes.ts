import type { SentChannel } from '../../../src-shared/values/channel.ts';
import { SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import type { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { keyedHash } from '../../basics/hashes.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';
import { PROOF_LIFE } from '../../../src-shared/policy/codes.ts';

/** What a fresh code is asked for. */
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** The session that a proof is of. */
type Prover = Pick<SpaceSession, 'id' | 'self'>;

/** Which proofs are good: `$1` to `$4` attempt, session, person and purpose, `$5` the target, `$6` so long ago. */
const GOOD = `attempt = $1::uuid AND session = $2 AND holder = $3 AND purpose = $4 AND target IS NOT DISTINCT FROM $5::bytea
  AND spent_at IS NULL AND proven_at > $6::timestamptz`;

/** What the hub keeps of a code: its keyed hash together with its attempt, 32 bytes. @param secret `HUB_SECRET` */
export function freshCodeMac(secret: string, attempt: string, code: string): Buffer {
  return keyedHash(secret, 'space-code', `${attempt}\0${code}`);
}

/** What the hub keeps of an address or number that is to be proven, 32 bytes. @param secret `HUB_SECRET` */
export function freshCodeTarget(secret: string, to: string): Buffer {
  return keyedHash(secret, 'space-code-target', to);
}

/** What is shown for an act. */
export interface ShownProof {
  readonly session: Prover;
  readonly purpose: CodePurpose;
  /** The attempt whose code was shown; null: none was. */
  readonly proof: string | null;
  readonly at: Date;
  /** `new-contact` only: of what {@link freshCodeTarget} must have been proven. */
  readonly target?: Buffer;
}

/**
 * Spends what a right code has given: good for one act of its session and purpose, within ten minutes. One guarded
 * update: of two acts at once, one gets it.
 * @returns false: there is no such proof, and the act must not be done
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

/** Whether {@link spendProof} will find it, until the commit: for an act that needs two. */
export async function keepProof(
  { query }: Pick<HubConnection, 'query'>,
  shown: ShownProof,
): Promise<boolean> {
  const kept = await query(`SELECT attempt FROM space_code WHERE ${GOOD} FOR UPDATE`, proofParameters(shown));
  return kept.length === 1;
}

/** No attempt is null, so none that was not shown is found. */
function proofParameters({ session, purpose, proof, at, target }: ShownProof): unknown[] {
  const since = new Date(at.getTime() - PROOF_LIFE).toISOString();
  return [proof, session.id, session.self, purpose, target ?? null, since];
}

/** Holds back, until the commit, all else that concerns the codes of a person. */
export async function lockCodes(connection: HubConnection, holder: string): Promise<void> {
  await lockPeople(connection, [`space-code:${holder}`]);
}

/** One send of a day. */
export interface CodeSend {
  readonly channel: SentChannel;
  readonly target: Buffer | null;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Whether the code was shown. */
  readonly isProven: boolean;
}

/** What one person has used up within a day: codes that were sent and wrong ones that were shown, oldest first. */
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
