import { z } from 'zod';
import { memberSchema, type Member } from './member.ts';

/**
 * Content type of the change feed (`GET /v1/members/changes`): NDJSON, one change a line in the order of positions,
 * then one {@link FeedEnd}. An answer without it was cut: its changes are valid, and the next call continues after
 * the last position.
 */
export const FEED_CONTENT_TYPE = 'application/x-ndjson; charset=utf-8';

/**
 * Header with the epoch of the answer's lines. A first load that was cut before any {@link FeedEnd} can only continue
 * in that epoch.
 */
export const FEED_EPOCH_HEADER = 'x-borne-epoch';

/**
 * Position in the feed, from 1; 0: before everything. It grows with each change of any member. Positions are taken
 * under a lock, so none becomes visible before a smaller one.
 */
export const positionSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * Number of fields of a line that adds or replaces a member. Lines are arrays, since they are read faster than
 * objects.
 */
const UPSERT_FIELDS = 9;

/** A line that removes a member. */
const removalLineSchema = z.tuple([positionSchema, memberSchema.shape.number]);

/** Schema of {@link FeedEnd}. */
export const feedEndSchema = z.strictObject({
  /** Where to continue: the last position sent, or that of the call when there was nothing new. */
  end: positionSchema,
  /**
   * Id of this history of changes. A new id (after a restore, or on purpose) makes every kiosk load everything again.
   */
  epoch: z.uuid(),
  /** Random mark of the latest change up to `end`. After a restore, the same position has another mark. */
  mark: z.string().regex(/^[0-9a-f]{8,64}$/u),
  /** Number of known changes that this answer does not contain. */
  behind: z.number().int().min(0),
});

/** The last line of a whole answer. */
export type FeedEnd = z.infer<typeof feedEndSchema>;

/** Schema of the query of `GET /v1/members/changes`. */
export const feedQuerySchema = z.strictObject({
  /** Position up to which the kiosk has everything; 0: it has nothing. */
  after: z.coerce.number().pipe(positionSchema),
  /** Epoch of `after`; absent for a first load. */
  epoch: z.uuid().optional(),
  /** The mark of the last {@link FeedEnd} received; `markAt` is its position. */
  mark: feedEndSchema.shape.mark.optional(),
  markAt: z.coerce.number().pipe(positionSchema).optional(),
  /** Seconds to wait for changes before an empty answer. */
  wait: z.coerce.number().int().min(0).max(55).default(0),
});

/** The query of `GET /v1/members/changes`. */
export type FeedQuery = z.infer<typeof feedQuerySchema>;

/** One change, as a kiosk applies it. */
export type Change =
  | { readonly position: number; readonly member: Member }
  | { readonly position: number; readonly removed: string };

/** A line of the feed cannot be read. The message names the part, never its content. */
export class FeedFormatError extends Error {
  override readonly name = 'FeedFormatError';
}

/**
 * Reads one line.
 * @throws FeedFormatError when it is not a line of the feed (a proxy's page, a cut line, a newer hub)
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
    // Checked as an object: this takes two thirds of the time of a tuple.
    member: checked(memberSchema.safeParse(language === null ? fields : { ...fields, language }), 'member'),
  };
}

function checked<T>(result: z.ZodSafeParseResult<T>, part: string): T {
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new FeedFormatError(`${part}: ${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`);
}
