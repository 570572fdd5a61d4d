import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { componentsToSign, SIGNATURE_ALGORITHM } from '../../src-shared/hub-api/request-signatures.ts';
import { SESSION_HEADER } from '../../src-shared/hub-api/space-session.ts';
import { signatureBase } from '../../src-shared/http-signatures/signature-base.ts';
import {
  CONTENT_DIGEST_HEADER,
  readContentDigest,
  readSignatureHeaders,
} from '../../src-shared/http-signatures/signature-headers.ts';
import { SIGNATURE_TOLERANCE } from '../../src-shared/policy/clocks.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** What is judged of a request before its body is read. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A signature that belongs to the key. Whether its time and nonce are accepted is not judged yet. */
export interface CheckedSignature {
  /** In milliseconds since 1970 UTC. */
  readonly created: number;
  /** The signature counts until then at most; infinite: it says nothing. */
  readonly expires: number;
  readonly nonce: string;
  /** SHA-256 that the body must have. */
  readonly bodyDigest: Buffer;
}

/**
 * Checks the signature of a request (RFC 9421).
 * @returns null when it is missing or unreadable, covers too little, or was not made with this key for this request
 */
export function checkSignature(
  { method, url, headers }: RequestHead,
  publicKey: KeyObject,
): CheckedSignature | null {
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const read = readSignatureHeaders(header);
  const digest = readContentDigest(header(CONTENT_DIGEST_HEADER));
  if (read === null || digest === null) return null;
  const [components, parameters] = read.input;
  const covered = components.map(([name]) => name);
  if (!componentsToSign(SESSION_HEADER in headers).every((name) => covered.includes(name))) return null;
  const [created, nonce, alg] = ['created', 'nonce', 'alg'].map((name) => parameters.get(name));
  const expires = parameters.get('expires') ?? Infinity;
  if (typeof created !== 'number' || typeof expires !== 'number') return null;
  if (typeof nonce !== 'string' || !/^[\x21-\x7e]{16,100}$/u.test(nonce)) return null;
  if (alg !== undefined && alg !== SIGNATURE_ALGORITHM) return null;
  const at = url.indexOf('?');
  const [path, query] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
  const base = signatureBase(read.input, { method, path, query, authority: header('host') ?? '', header });
  if (base === null || !verify(null, Buffer.from(base), publicKey, read.signature)) return null;
  const bodyDigest = Buffer.from(digest);
  return { created: created * SECOND, expires: expires * SECOND, nonce, bodyDigest };
}

/** Whether a signature is neither too old nor of the future. @param from signatures up to then are refused */
export function isTimely({ created, expires }: CheckedSignature, now: Date, from: Date | null): boolean {
  const age = now.getTime() - created;
  return (
    Math.abs(age) <= SIGNATURE_TOLERANCE &&
    expires >= now.getTime() &&
    (from === null || created > from.getTime())
  );
}

/** The key object of 32 bytes. */
export function publicKeyOf(bytes: Buffer): KeyObject {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' });
}
