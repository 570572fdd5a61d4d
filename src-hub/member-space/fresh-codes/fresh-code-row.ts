import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { seal, unseal } from '../../basics/seal.ts';
import type { CodePurpose, CodeSend } from './fresh-codes.ts';

/** Under which codes wait for a kiosk that asks again. */
const CODE_PURPOSE = 'space-code';

/** Phone and code of a text message, which the kiosk sends. */
export type CodeMessage = NonNullable<SpaceDone<'send-code'>['sms']>;

/** A code as it is kept. */
export interface StoredCode extends Omit<CodeSend, 'at' | 'isProven'> {
  readonly attempt: string;
  readonly session: string;
  readonly purpose: CodePurpose;
  readonly code_mac: Buffer;
  /** See {@link sealCode}; null for a mail, and once the code is of no use any more. */
  readonly sealed: Buffer | null;
  readonly expires_at: Date;
  readonly proven_at: Date | null;
  readonly spent_at: Date | null;
  readonly voided_at: Date | null;
}

/** The code of an attempt, whosever it is. */
export async function findCode(
  { query }: Pick<HubConnection, 'query'>,
  attempt: string,
): Promise<StoredCode | undefined> {
  const [row] = await query<StoredCode>(
    `SELECT attempt, session, purpose, channel, target, code_mac, sealed, expires_at, proven_at, spent_at, voided_at
     FROM space_code WHERE attempt = $1`,
    [attempt],
  );
  return row;
}

/** Seals what a kiosk must be given again when its answer was lost. */
export function sealCode(
  { settings, randomBytes }: Pick<HubDeps, 'settings' | 'randomBytes'>,
  message: CodeMessage,
): Buffer {
  return seal({ secret: settings.HUB_SECRET, randomBytes }, CODE_PURPOSE, JSON.stringify(message));
}

/** Opens what {@link sealCode} has made. @param secret `HUB_SECRET` */
export function unsealCode(secret: string, sealed: Uint8Array | null): CodeMessage | null {
  // Written by this hub, under this secret.
  return sealed === null ? null : (JSON.parse(unseal(secret, CODE_PURPOSE, sealed)) as CodeMessage);
}
