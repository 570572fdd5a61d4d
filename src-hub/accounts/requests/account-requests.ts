import type { HubDatabase } from '../../database/hub-database.ts';

/** States of an account request, in order; it ends as `confirmed`, `expired` or `refused`. */
export const ACCOUNT_STATES = [
  'requested',
  'letter-posted',
  'activated',
  'confirmed',
  'expired',
  'refused',
] as const;

export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Why a request gets no letter. */
export type AccountRefusal = 'unknown-holder' | 'family-name' | 'birth-date' | 'postal-code' | 'letter-limit';

/** An account request, with its dates. */
export interface AccountRequest {
  readonly receipt: string;
  readonly state: AccountState;
  readonly refusal: AccountRefusal | null;
  /** Null for a person who is only insured, and for a refused request. */
  readonly number: string | null;
  readonly requestedAt: Date;
  /** When the letter was handed over for posting. */
  readonly postedAt: Date | null;
  /** End of the provisional password's validity. */
  readonly expiresAt: Date | null;
  readonly remindedAt: Date | null;
  readonly activatedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly expiredAt: Date | null;
}

/**
 * Query for {@link AccountRequest}; `$1` is now. A new mail with a valid link makes an expired request `activated`
 * again.
 */
const REQUESTS = `SELECT request.receipt, request.refusal, request.number, request.requested_at AS "requestedAt",
    batch.handed_over_at AS "postedAt", letter.expires_at AS "expiresAt", request.reminded_at AS "remindedAt",
    request.activated_at AS "activatedAt", request.confirmed_at AS "confirmedAt", request.expired_at AS "expiredAt",
    CASE
      WHEN request.refusal IS NOT NULL THEN 'refused'
      WHEN request.confirmed_at IS NOT NULL THEN 'confirmed'
      WHEN request.activated_at IS NULL AND (request.expired_at IS NOT NULL OR letter.expires_at <= $1::timestamptz)
        THEN 'expired'
      WHEN request.expired_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM confirmation link WHERE link.account = request.account AND link.made_at > request.expired_at
          AND link.expires_at > $1::timestamptz AND link.voided_at IS NULL) THEN 'expired'
      WHEN request.activated_at IS NOT NULL THEN 'activated'
      WHEN batch.handed_over_at IS NOT NULL THEN 'letter-posted'
      ELSE 'requested'
    END AS state
  FROM account_request request
    LEFT JOIN letter ON letter.id = request.letter
    LEFT JOIN letter_batch batch ON batch.id = letter.batch`;

/** The requests with this receipt. There is one at most, except by a very unlikely collision. */
export function accountRequestsByReceipt(
  database: HubDatabase,
  receipt: string,
  now: Date,
): Promise<AccountRequest[]> {
  return database.transaction(({ query }) =>
    query<AccountRequest>(`${REQUESTS} WHERE request.receipt = $2 ORDER BY request.requested_at`, [
      now.toISOString(),
      receipt,
    ]),
  );
}

/** The newest requests. @param state null: all states */
export function newestAccountRequests(
  database: HubDatabase,
  state: AccountState | null,
  limit: number,
  now: Date,
): Promise<AccountRequest[]> {
  return database.transaction(({ query }) =>
    query<AccountRequest>(
      `SELECT * FROM (${REQUESTS}) AS request WHERE $2::text IS NULL OR state = $2
       ORDER BY "requestedAt" DESC, receipt LIMIT $3`,
      [now.toISOString(), state, limit],
    ),
  );
}

export async function countAccountRequests(
  database: HubDatabase,
  now: Date,
): Promise<Readonly<Record<AccountState, number>>> {
  const rows = await database.transaction(({ query }) =>
    query<{ state: AccountState; count: number }>(
      `SELECT state, count(*) AS count FROM (${REQUESTS}) AS request GROUP BY state`,
      [now.toISOString()],
    ),
  );
  const counts = Object.fromEntries(ACCOUNT_STATES.map((state) => [state, 0]));
  for (const { state, count } of rows) counts[state] = count;
  return counts as Record<AccountState, number>;
}
