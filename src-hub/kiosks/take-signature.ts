import { sql } from 'kysely';
import type { HubDeps } from '../core/hub-deps.ts';
import { Refusal } from '../http/refuse.ts';
import { checkSignature, isTimely, publicKeyOf, type RequestHead } from './request-signature.ts';

/** Who has to sign: a kiosk, website or device. */
export interface Signer {
  readonly id: string;
  /** Ed25519, 32 bytes. */
  readonly public_key: Buffer;
  /** Signatures up to this moment are refused; null: none is. */
  readonly signed_from: Date | null;
}

/** Right signature, of another time than the hub's: its sender is told the time. */
const UNTIMELY = new Refusal(
  'signature-time',
  'the time of the signature is not that of this hub: sign anew',
);

/**
 * Checks the signature of a request, and takes its nonce, once over all hubs. The body is not read yet.
 * @param onBad makes the answer to a signature that does not fit; gets the reason
 * @returns SHA-256 that the body must have
 */
export async function takeSignature(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  { id, public_key: key, signed_from: from }: Signer,
  request: RequestHead,
  onBad: (reason: string) => Promise<Refusal<'bad-signature'>>,
): Promise<Buffer | Refusal<'bad-signature' | 'signature-time'>> {
  const signature = checkSignature(request, publicKeyOf(Buffer.from(key)));
  if (signature === null) return onBad('none that fits this request and key');
  const at = now();
  if (!isTimely(signature, at, from)) return UNTIMELY;
  const taken = await database.db
    .insertInto('signature_nonce')
    .values({ kiosk: id, nonce: signature.nonce, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning(sql`1`.as('one'))
    .executeTakeFirst();
  return taken === undefined ? onBad('it was used before') : signature.bodyDigest;
}
