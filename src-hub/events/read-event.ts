import { z } from 'zod';
import { sentEventSchema, type SentEvent } from '../../src-shared/hub-api/events.ts';
import { keyedHash } from '../basics/hashes.ts';
import { canonicalJson } from './canonical-json.ts';
import { isAcceptable } from './kinds.ts';

/** What is known of an event whatever its kind. */
interface Envelope {
  readonly id: string;
  readonly seq: number;
  /** The sender's moment; null when it could not be read. */
  readonly at: number | null;
  readonly kind: string;
  /** Keyed hash of the body, in hexadecimal: tells whether the same id comes with another one. */
  readonly fingerprint: string;
}

/**
 * An event as it came. `malformed`: only its id and place could be read, so that the refusal can be recorded.
 * `unreadable`: not even those.
 */
export type ReadEvent =
  | (Envelope & { readonly state: 'whole'; readonly body: SentEvent['body'] })
  | (Envelope & { readonly state: 'malformed' })
  | { readonly state: 'unreadable' };

const keySchema = z.object({ id: sentEventSchema.shape.id, seq: sentEventSchema.shape.seq });
const momentSchema = z.object({ at: sentEventSchema.shape.at });
/** A kind this hub does not know is recorded by its name when it looks like one. */
const kindSchema = z.object({
  body: z.object({
    kind: z
      .string()
      .regex(/^[a-z]+(-[a-z]+){0,5}$/u)
      .max(40),
  }),
});

/** Checks one event of a batch; never throws. */
export function readEvent(secret: string, raw: unknown): ReadEvent {
  const key = keySchema.safeParse(raw);
  if (!key.success) return { state: 'unreadable' };
  const whole = sentEventSchema.safeParse(raw);
  const envelope = {
    // The database writes identifiers in small letters.
    id: key.data.id.toLowerCase(),
    seq: key.data.seq,
    fingerprint: keyedHash(secret, 'event', canonicalJson((raw as { body?: unknown }).body)).toString('hex'),
  };
  if (whole.success && isAcceptable(whole.data.body)) {
    const { at, body } = whole.data;
    return { state: 'whole', ...envelope, at, kind: body.kind, body };
  }
  const at = momentSchema.safeParse(raw).data?.at ?? null;
  const kind = kindSchema.safeParse(raw).data?.body.kind ?? 'unreadable';
  return { state: 'malformed', ...envelope, at, kind };
}
