import { z } from 'zod';
import { SESSION_HEADER } from './space-session.ts';

/** The only algorithm of signatures of requests. */
export const SIGNATURE_ALGORITHM = 'ed25519';

/** Schema of a public key: 32 bytes of Ed25519, as base64url. */
export const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/u);

/** Header of a refusal for the time of a signature: the hub's clock, in milliseconds since 1970 UTC. */
export const HUB_TIME_HEADER = 'x-borne-time';

/**
 * What the signature of a request has to cover (RFC 9421); it may cover more. The host is not covered, and the path is
 * that which the hub sees: a proxy may answer under another name, and may take the beginning of the path away. A token
 * belongs to one hub, so a request for one is worth nothing at another.
 * @param inSession whether the request has {@link SESSION_HEADER}
 */
export function componentsToSign(inSession: boolean): readonly string[] {
  return inSession ? [...COMPONENTS, SESSION_HEADER] : COMPONENTS;
}

const COMPONENTS: readonly string[] = ['@method', '@path', '@query', 'authorization', 'content-digest'];
