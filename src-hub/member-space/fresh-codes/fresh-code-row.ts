import type { HubSecret } from '../../basics/hub-secret.ts';
import type { SpaceDone } from '../../../src-shared/hub-api/space-calls.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { seal, unseal } from '../../basics/seal.ts';
import type { CodePurpose, CodeSend } from './fresh-codes.ts';

/** Purpose under which codes are sealed while the kiosk may ask again. */
const CODE_PURPOSE = 'space-code';

/** Phone and code of a text message, which the kiosk sends. */
export type CodeMessage = NonNullable<SpaceDone<'send-code'>['sms']>;

/** A stored code. */
export interface StoredCode extends Omit<CodeSend, 'at' | 'isProven'> {
  readonly attempt: string;
  readonly session: string;
  readonly purpose: CodePurpose;
  readonly code_mac: Buffer;
  /** See {@link sealCode}. Null for a code by mail, and when the code is no longer valid. */
  readonly sealed: Buffer | null;
  readonly expires_at: Date;
  readonly proven_at: Date | null;
  readonly spent_at: Date | null;
  readonly voided_at: Date | null;
}

/** The code of an attempt, of any person. */
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

/** Encrypts what a kiosk must get again when its answer was lost. */
export function sealCode(
  { settings, randomBytes }: Pick<HubDeps, 'settings' | 'randomBytes'>,
  message: CodeMessage,
): Buffer {
  return seal({ secret: settings.HUB_SECRET, randomBytes }, CODE_PURPOSE, JSON.stringify(message));
}

/** Decrypts what {@link sealCode} made. @param secret `HUB_SECRET` */
export function unsealCode(secret: HubSecret, sealed: Uint8Array | null): CodeMessage | null {
  // Written by this hub with this secret, so it is not checked again.
  return sealed === null ? null : (JSON.parse(unseal(secret, CODE_PURPOSE, sealed)) as CodeMessage);
}
