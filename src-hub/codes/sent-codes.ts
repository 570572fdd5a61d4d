import type { SentChannel } from '../../src-shared/values/contact/channel.ts';
import type { CODE_PURPOSES } from '../../src-shared/hub-api/space-calls.ts';
import { SEND_WINDOW } from '../../src-shared/policy/send-delays.ts';
import { keyedHash } from '../basics/hashes.ts';
import type { HubSecret } from '../basics/hub-secret.ts';
import type { HubConnection } from '../database/hub-database.ts';

/** For what a fresh code of the member space is. */
export type SpacePurpose = (typeof CODE_PURPOSES)[number];

/** For what a code is. `password`: of a member by number; `account-password`: of an account by its address. */
export type CodePurpose = 'password' | 'account-password' | SpacePurpose;

/** Purposes whose codes count together. Those of the member space count apart from those for a password. */
const PASSWORD_PURPOSES: readonly CodePurpose[] = ['password', 'account-password'];

/** A code that was sent, or, for nobody, that only seems to have been. */
export interface SentCode {
  readonly attempt: string;
  readonly purpose: CodePurpose;
  /** Under what sends and tries count: a subject, or `addressKey`. */
  readonly counted: string;
  /** Subject of the person; null: nobody has that address. */
  readonly holder: string | null;
  /** For `account-password`: the account, which may be deleted or replaced meanwhile. */
  readonly account: string | null;
  readonly kiosk: string;
  /** Visit at the kiosk, or session of the member space. */
  readonly visit: string;
  readonly channel: SentChannel;
  /** {@link codeTarget} of an address that is to be proven; null: a channel on file. */
  readonly target: Buffer | null;
  readonly code_mac: Buffer;
  readonly message: string | null;
  readonly made_at: Date;
  readonly expires_at: Date;
  readonly proven_at: Date | null;
  readonly proof: string | null;
  readonly spent_at: Date | null;
  readonly voided_at: Date | null;
}

/** The code of an attempt, of any person. */
export async function findCode(
  { query }: Pick<HubConnection, 'query'>,
  attempt: string,
): Promise<SentCode | undefined> {
  const [row] = await query<SentCode>('SELECT * FROM sent_code WHERE attempt = $1', [attempt]);
  return row;
}

/** Key under which the codes for a typed address count, whether somebody has it or not. */
export function addressKey(secret: HubSecret, email: string): string {
  return `address:${keyedHash(secret, 'recovery-address', email).toString('hex')}`;
}

/** Stored form of a code: keyed hash of attempt and code, see `keyedHash`. */
export function codeMac(secret: HubSecret, attempt: string, code: string): Buffer {
  return keyedHash(secret, 'sent-code', `${attempt}\0${code}`);
}

/** Stored form of an address or number to be proven, see `keyedHash`. */
export function codeTarget(secret: HubSecret, to: string): Buffer {
  return keyedHash(secret, 'space-code-target', to);
}

/**
 * Ends the codes for a password that a person was sent, and the proofs that came of them and were not used: what they were
 * sent to is no longer the person's.
 */
export async function endPasswordCodes(
  { query }: Pick<HubConnection, 'query'>,
  subject: string,
  at: Date,
): Promise<void> {
  await query(
    `UPDATE sent_code SET voided_at = coalesce(voided_at, $2::timestamptz), proven_at = NULL, proof = NULL
     WHERE holder = $1 AND purpose = ANY ($3::text[]) AND spent_at IS NULL`,
    [subject, at.toISOString(), PASSWORD_PURPOSES],
  );
}

/** Name of the lock on the codes of a person or address. */
export function codeLock(counted: string): string {
  return `code:${counted}`;
}

/** A code that counts. */
export interface CodeSend {
  readonly channel: SentChannel;
  readonly target: Buffer | null;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Whether the code was proven. */
  readonly isProven: boolean;
}

/** What a person has used of the limits. */
export interface CodeUse {
  readonly sends: readonly CodeSend[];
  /** Moments of wrong codes, in milliseconds since 1970 UTC. */
  readonly wrong: readonly number[];
}

/**
 * Codes that were asked for in the last 24 hours, and wrong codes that were typed, oldest first: over all kiosks and
 * channels.
 * @param whose what they are counted under: a subject, or `addressKey`
 * @param over `all`: also those that were asked for by an address of the person. No answer may tell these, since they tell
 * whose the address is.
 */
export async function readCodeUse(
  { query }: Pick<HubConnection, 'query'>,
  whose: string,
  purpose: CodePurpose,
  now: Date,
  over: 'own' | 'all' = 'own',
): Promise<CodeUse> {
  const isForPassword = PASSWORD_PURPOSES.includes(purpose);
  const rows = await query<{
    wrong: boolean;
    at: Date;
    channel: SentChannel;
    target: Buffer | null;
    proven: boolean;
  }>(
    `WITH own AS (
       SELECT attempt, made_at, channel, target, proven_at FROM sent_code
       WHERE (counted = $1 OR $5 AND holder = $1) AND (purpose = ANY ($3::text[])) = $4
         AND made_at > $2::timestamptz - interval '1 day'
     )
     SELECT false AS wrong, made_at AS at, channel, target, proven_at IS NOT NULL AS proven FROM own
       WHERE made_at > $2::timestamptz
     UNION ALL
     SELECT true AS wrong, sent_code_try.at, channel, NULL, false FROM sent_code_try JOIN own USING (attempt)
       WHERE sent_code_try.at > $2::timestamptz
     ORDER BY at`,
    [
      ...[whose, new Date(now.getTime() - SEND_WINDOW).toISOString(), PASSWORD_PURPOSES, isForPassword],
      over === 'all',
    ],
  );
  return {
    sends: rows
      .filter(({ wrong }) => !wrong)
      .map(({ at, channel, target, proven }) => ({
        ...{ channel, target, at: at.getTime() },
        // After a password there is no other step that needs a code at once.
        isProven: proven && !isForPassword,
      })),
    wrong: rows.filter(({ wrong }) => wrong).map(({ at }) => at.getTime()),
  };
}
