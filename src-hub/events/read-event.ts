import type { HubSecret } from '../basics/hub-secret.ts';
import { z } from 'zod';
import { sentEventSchema, type SentEvent } from '../../src-shared/hub-api/events.ts';
import { holdsControlCharacter } from '../basics/control-characters.ts';
import { keyedHash } from '../basics/hashes.ts';
import { canonicalJson } from './canonical-json.ts';
import { isAcceptable } from './kinds.ts';

/** The fields that events of all kinds have. */
interface Envelope {
  readonly id: string;
  readonly seq: number;
  /** The sender's moment, in milliseconds since 1970 UTC; null when unreadable. */
  readonly at: number | null;
  readonly kind: string;
  /** Keyed hash of the body, in hexadecimal. It shows whether a known id comes with another body. */
  readonly fingerprint: string;
  /** Whether a stored fingerprint is that of this body. One of a key that is gone cannot be told: taken for the same. */
  readonly isOf: (fingerprint: string) => boolean;
}

/**
 * A received event. `malformed`: id and place could be read, so that the refusal can be stored. `unreadable`: not even
 * those.
 */
export type ReadEvent =
  | (Envelope & { readonly state: 'whole'; readonly body: SentEvent['body'] })
  | (Envelope & { readonly state: 'malformed' })
  | { readonly state: 'unreadable' };

const keySchema = z.object({ id: sentEventSchema.shape.id, seq: sentEventSchema.shape.seq });
const momentSchema = z.object({ at: sentEventSchema.shape.at });
/** An unknown kind is stored by its name when the name has the usual form. */
const kindSchema = z.object({
  body: z.object({
    kind: z
      .string()
      .regex(/^[a-z]+(-[a-z]+){0,5}$/u)
      .max(40),
  }),
});

/** Checks one event of a batch. Never throws. */
export function readEvent(secret: HubSecret, raw: unknown): ReadEvent {
  const key = keySchema.safeParse(raw);
  if (!key.success) return { state: 'unreadable' };
  const whole = sentEventSchema.safeParse(raw);
  const text = canonicalJson((raw as { body?: unknown }).body);
  const envelope = {
    // The database returns identifiers in lower case.
    id: key.data.id.toLowerCase(),
    seq: key.data.seq,
    fingerprint: fingerprintOf(secret, text),
    isOf: (stored: string) => {
      const bytes = Buffer.from(stored, 'hex');
      return !secret.canCompare(bytes) || fingerprintOf(secret.of(bytes), text) === stored;
    },
  };
  if (whole.success && isAcceptable(whole.data.body) && !holdsControlCharacter(raw)) {
    const { at, body } = whole.data;
    return { state: 'whole', ...envelope, at, kind: body.kind, body };
  }
  const at = momentSchema.safeParse(raw).data?.at ?? null;
  const kind = kindSchema.safeParse(raw).data?.body.kind ?? 'unreadable';
  return { state: 'malformed', ...envelope, at, kind };
}

function fingerprintOf(secret: HubSecret, text: string): string {
  return keyedHash(secret, 'event', text).toString('hex');
}
