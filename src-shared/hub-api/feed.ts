import { z } from 'zod';
import { memberSchema, type Member } from './member.ts';

/**
 * The change feed (`GET /v1/members/changes`): NDJSON, one change a line in order of its position, then one
 * {@link FeedEnd}. An answer that ends without it was cut: what came is good, and the next request goes on after
 * the last position.
 */
export const FEED_CONTENT_TYPE = 'application/x-ndjson; charset=utf-8';

/**
 * Header of the answer with the epoch that its lines belong to: a first load that was cut before any
 * {@link FeedEnd} goes on in that epoch or not at all.
 */
export const FEED_EPOCH_HEADER = 'x-borne-epoch';

/**
 * Place in the feed, from 1. It grows with each change of any member; places are taken under a lock, so that none
 * ever appears before a smaller one. 0: before everything.
 */
export const positionSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Fields of a line that adds a member or replaces the one of the same number: arrays are read faster than objects. */
const UPSERT_FIELDS = 9;

/** A line that removes a member. */
const removalLineSchema = z.tuple([positionSchema, memberSchema.shape.number]);

/** Schema of {@link FeedEnd}. */
export const feedEndSchema = z.strictObject({
  /** Where to go on: the last position sent, or that of the request when there was nothing new. */
  end: positionSchema,
  /** Names this history of changes; a new one, after a restore or on purpose, makes every kiosk load anew. */
  epoch: z.uuid(),
  /** Random mark of the change at, or last before, `end`: after a restore the same position has another. */
  mark: z.string().regex(/^[0-9a-f]{8,64}$/u),
  /** Changes that are known and were not sent in this answer. */
  behind: z.number().int().min(0),
});

/** The last line of a whole answer. */
export type FeedEnd = z.infer<typeof feedEndSchema>;

/** Schema of the query of `GET /v1/members/changes`. */
export const feedQuerySchema = z.strictObject({
  /** Position up to which the kiosk has everything; 0: nothing. */
  after: z.coerce.number().pipe(positionSchema),
  /** The epoch that `after` belongs to; absent for a first load. */
  epoch: z.uuid().optional(),
  /** The mark of the last end that was received, and its position. */
  mark: feedEndSchema.shape.mark.optional(),
  markAt: z.coerce.number().pipe(positionSchema).optional(),
  /** Seconds to wait for news before an answer without any. */
  wait: z.coerce.number().int().min(0).max(55).default(0),
});

/** The query of `GET /v1/members/changes`. */
export type FeedQuery = z.infer<typeof feedQuerySchema>;

/** One change, as a kiosk applies it. */
export type Change =
  | { readonly position: number; readonly member: Member }
  | { readonly position: number; readonly removed: string };

/** A line of the feed that is not what it should be; says which part, never its content. */
export class FeedFormatError extends Error {
  override readonly name = 'FeedFormatError';
}

/**
 * Reads one line.
 * @throws FeedFormatError: not a line of the feed (a proxy's page, a cut, a newer hub)
 */
export function parseFeedLine(text: string): Change | FeedEnd {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FeedFormatError('not JSON');
  }
  if (!Array.isArray(value)) return checked(feedEndSchema.safeParse(value), 'end');
  if (value.length === 2) {
    const [position, removed] = checked(removalLineSchema.safeParse(value), 'removal');
    return { position, removed };
  }
  if (value.length !== UPSERT_FIELDS) throw new FeedFormatError('neither a member nor a removal');
  const line: unknown[] = value;
  const [position, number, familyName, givenName, birthDate, postalCode, email, phone, language] = line;
  const fields = { number, familyName, givenName, birthDate, postalCode, email, phone };
  return {
    position: checked(positionSchema.safeParse(position), 'position'),
    // As one object: its check costs two thirds of that of a tuple.
    member: checked(memberSchema.safeParse(language === null ? fields : { ...fields, language }), 'member'),
  };
}

function checked<T>(result: z.ZodSafeParseResult<T>, part: string): T {
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new FeedFormatError(`${part}: ${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`);
}
