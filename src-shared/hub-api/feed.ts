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
 * Number of values of a line that adds or replaces a member. Lines are arrays, since they are read faster than
 * objects. Further values from a newer hub are ignored.
 */
const UPSERT_FIELDS = 9;

/**
 * Number of values of a line with a country and a postal code that is not five digits, or not known. Kiosks that do
 * not know these two find {@link NO_POSTAL_CODE} or the digits in the place of the postal code.
 */
const PLACED_FIELDS = 11;

/** Number of values of a line with all that is known of a member; the last is the name of birth, or null. */
const ALL_FIELDS = 12;

const WHOLE: readonly number[] = [UPSERT_FIELDS, PLACED_FIELDS, ALL_FIELDS];

/** Stands in the place of five digits where there are none. */
export const NO_POSTAL_CODE = '00000';

/** Largest number of values of a line that removes a member: two, and those that a newer hub may add. */
const MOST_REMOVAL_FIELDS = 4;

/** Fields without which the rest of a member is still valid. */
const OPTIONAL_FIELDS: readonly string[] = [
  'email',
  'phone',
  'language',
  'postalCode',
  'country',
  'birthName',
];

/** Schema of {@link FeedEnd}. */
export const feedEndSchema = z.object({
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

/** A field of a change that this kiosk cannot read; without its content. */
export interface UnreadableChange {
  readonly position: number;
  readonly field: string;
}

/** Path of the call that reports unreadable fields. */
export const UNREADABLE_PATH = '/v1/members/unreadable';

/** Largest number of fields in one such call. */
export const UNREADABLE_PER_REQUEST = 100;

/** Schema of the body of that call. */
export const unreadableBodySchema = z.strictObject({
  lines: z
    .array(z.strictObject({ position: positionSchema, field: z.string().regex(/^[A-Za-z]{1,40}$/u) }))
    .min(1)
    .max(UNREADABLE_PER_REQUEST),
});

/** Schema of the answer to that call. */
export const unreadableAnswerSchema = z.object({ result: z.literal('noted') });

/** One change, as a kiosk applies it. */
export type Change =
  /** `whole`: the line has exactly these values. */
  | {
      readonly position: number;
      readonly member: Member;
      readonly whole: boolean;
      /** An optional field that was left out as unreadable; null: none. */
      readonly unreadable: string | null;
    }
  | { readonly position: number; readonly removed: string }
  /** The member of this line is unreadable. `number`: null when the number itself is. */
  | { readonly position: number; readonly number: string | null; readonly unreadable: string };

/** The answer is not a feed: nothing of it can be trusted. */
export class FeedFormatError extends Error {
  override readonly name = 'FeedFormatError';
}

/**
 * Reads one line. An unreadable change is not an error: it never stops the lines after it.
 * @throws FeedFormatError when it is not a line of the feed (a proxy's page, a cut line)
 */
export function parseFeedLine(text: string): Change | FeedEnd {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FeedFormatError('not JSON');
  }
  if (!Array.isArray(value)) return checked(feedEndSchema.safeParse(value), 'end');
  const line: unknown[] = value;
  const position = checked(positionSchema.safeParse(line[0]), 'position');
  if (line.length < UPSERT_FIELDS) {
    if (line.length > MOST_REMOVAL_FIELDS) return { position, number: null, unreadable: 'line' };
    const removed = memberSchema.shape.number.safeParse(line[1]);
    return removed.success
      ? { position, removed: removed.data }
      : { position, number: null, unreadable: 'number' };
  }
  return { position, ...memberIn(line) };
}

/** @param line has at least as many values as a member */
function memberIn(
  line: readonly unknown[],
):
  | { readonly member: Member; readonly whole: boolean; readonly unreadable: string | null }
  | { readonly number: string | null; readonly unreadable: string } {
  const [, number, familyName, givenName, birthDate, digits, email, phone, language] = line;
  const [country, postalCode] =
    line.length < PLACED_FIELDS ? [null, digits] : line.slice(UPSERT_FIELDS, PLACED_FIELDS);
  const birthName = line[ALL_FIELDS - 1] ?? null;
  const known = { number, familyName, givenName, birthDate, postalCode, email, phone };
  const fields = country === null ? known : { ...known, country };
  // Checked as an object: this takes two thirds of the time of a tuple.
  const read = memberSchema.safeParse({
    ...fields,
    ...(language !== null && { language }),
    ...(birthName !== null && { birthName }),
  });
  if (read.success) return { member: read.data, whole: WHOLE.includes(line.length), unreadable: null };
  const bad = read.error.issues.map(({ path }) => String(path[0]));
  const unreadable = bad.find((field) => !OPTIONAL_FIELDS.includes(field)) ?? bad[0] ?? '';
  const key = memberSchema.shape.number.safeParse(number);
  if (!OPTIONAL_FIELDS.includes(unreadable)) return { number: key.data ?? null, unreadable };
  const kept = memberSchema.parse({
    ...(bad.includes('country') ? known : fields),
    ...(bad.some((field) => ['postalCode', 'country'].includes(field)) && { postalCode: null }),
    ...(bad.includes('email') && { email: null }),
    ...(bad.includes('phone') && { phone: null }),
    ...(birthName !== null && !bad.includes('birthName') && { birthName }),
    ...(language !== null && !bad.includes('language') && { language }),
  });
  return { member: kept, whole: false, unreadable };
}

function checked<T>(result: z.ZodSafeParseResult<T>, part: string): T {
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new FeedFormatError(`${part}: ${issue?.path.join('.') ?? ''} ${issue?.code ?? ''}`);
}
