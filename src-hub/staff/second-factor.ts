import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { RECOVERY_CODES, TOTP_DRIFT } from '../../src-shared/policy/staff/staff.ts';
import { LETTER_CODE_ALPHABET } from '../../src-shared/values/letter-code.ts';
import { randomCode } from '../basics/random-code.ts';
import { seal, unseal } from '../basics/seal.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { StaffPerson } from './staff-people.ts';

/** Purpose under which the second factors of staff are sealed. */
export const FACTOR_PURPOSE = 'staff-factor';

/** Seconds of a step, digits and hash: what every authenticator does (RFC 6238). */
const PERIOD = 30;
const DIGITS = 6;

/** Bytes of a secret: those of the hash (RFC 4226, 4). */
const SECRET_BYTES = 20;

/** Characters of a recovery code: 8 of 22 are 35 bits, and each wrong one counts as a try. */
const RECOVERY_LENGTH = 8;

const keptSchema = z.object({
  /** Base32. */
  secret: z.string(),
  /** SHA-256 of the recovery codes that are left, in hexadecimal. */
  recovery: z.array(z.string()),
});

type Kept = z.infer<typeof keptSchema>;

type SealDeps = Pick<HubDeps, 'settings' | 'randomBytes'>;

/** A second factor that is being set up. */
export interface NewFactor {
  /** For who types it in: base32. */
  readonly secret: string;
  /** For the QR code. */
  readonly uri: string;
  readonly sealed: Buffer;
}

/** Makes the secret of an authenticator. */
export function makeFactor(deps: SealDeps, badge: string, issuer: string): NewFactor {
  const totp = totpOf(
    new Secret({ buffer: toArrayBuffer(deps.randomBytes(SECRET_BYTES)) }).base32,
    issuer,
    badge,
  );
  return {
    secret: totp.secret.base32,
    uri: totp.toString(),
    sealed: sealKept(deps, { secret: totp.secret.base32, recovery: [] }),
  };
}

/** Adds recovery codes to a factor that was set up. @returns the codes, which are shown once */
export function addRecoveryCodes(
  deps: SealDeps,
  sealed: Buffer,
): { readonly codes: readonly string[]; readonly sealed: Buffer } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const code = randomCode(deps.randomBytes, LETTER_CODE_ALPHABET, RECOVERY_LENGTH);
    return `${code.slice(0, RECOVERY_LENGTH / 2)}-${code.slice(RECOVERY_LENGTH / 2)}`;
  });
  const kept = readKept(deps, sealed);
  return { codes, sealed: sealKept(deps, { ...kept, recovery: codes.map(hashOf) }) };
}

/** The step that a code of the authenticator is of; null: it is none of now, or of a step that was used. */
export function stepOfCode(
  deps: Pick<HubDeps, 'settings' | 'now'>,
  sealed: Buffer,
  code: string,
  lastStep: number,
): number | null {
  const timestamp = deps.now().getTime();
  const totp = totpOf(readKept(deps, sealed).secret, '', '');
  const delta = totp.validate({ token: code, timestamp, window: TOTP_DRIFT });
  if (delta === null) return null;
  const step = Math.floor(timestamp / 1000 / PERIOD) + delta;
  return step > lastStep ? step : null;
}

/**
 * Checks a code of the authenticator or a recovery code, and spends it: a step is good once, and so is a recovery code.
 * Within a transaction that holds the badge's lock.
 * @returns how many recovery codes are left; null: the code is wrong or was used
 */
export async function spendFactor(
  { query }: Pick<HubConnection, 'query'>,
  deps: Pick<HubDeps, 'settings' | 'now' | 'randomBytes'>,
  { id, factorSealed, factorStep }: StaffPerson,
  code: string,
): Promise<number | null> {
  if (factorSealed === null) return null;
  const kept = readKept(deps, factorSealed);
  if (/^[0-9]+$/u.test(code)) {
    const step = stepOfCode(deps, factorSealed, code, factorStep);
    if (step === null) return null;
    const spent = await query(
      'UPDATE staff SET factor_step = $2 WHERE id = $1 AND factor_step < $2 RETURNING id',
      [id, step],
    );
    return spent.length === 1 ? kept.recovery.length : null;
  }
  const shown = Buffer.from(hashOf(code), 'hex');
  const left = kept.recovery.filter((hash) => !timingSafeEqual(Buffer.from(hash, 'hex'), shown));
  if (left.length === kept.recovery.length) return null;
  await query('UPDATE staff SET factor_sealed = $2 WHERE id = $1', [
    id,
    sealKept(deps, { ...kept, recovery: left }),
  ]);
  return left.length;
}

function totpOf(secret: string, issuer: string, label: string): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: DIGITS, period: PERIOD });
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

function sealKept({ settings, randomBytes }: SealDeps, kept: Kept): Buffer {
  return seal({ secret: settings.HUB_SECRET, randomBytes }, FACTOR_PURPOSE, JSON.stringify(kept));
}

function readKept({ settings }: Pick<HubDeps, 'settings'>, sealed: Buffer): Kept {
  return keptSchema.parse(JSON.parse(unseal(settings.HUB_SECRET, FACTOR_PURPOSE, sealed)));
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
