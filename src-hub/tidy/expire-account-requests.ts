import { CONFIRMATION_LINK_LIFE } from '../../src-shared/policy/codes.ts';
import type { TidyStep } from './tidy-step.ts';

/**
 * Marks unused account requests as expired: the provisional password or the last link is expired or void. A new mail
 * with a link makes such a request `activated` again (see `account-requests.ts`).
 */
export const expireAccountRequests: TidyStep = async (connection, { now }, limit) => {
  const at = now().getTime();
  const rows = await connection.query(
    `UPDATE account_request SET expired_at = $1::timestamptz
     WHERE id IN
       (SELECT request.id FROM account_request request JOIN letter ON letter.id = request.letter
        WHERE request.expired_at IS NULL AND request.confirmed_at IS NULL
          AND (request.activated_at IS NULL AND (letter.voided_at IS NOT NULL OR letter.expires_at <= $1::timestamptz)
            OR request.activated_at <= $2::timestamptz AND NOT EXISTS
              (SELECT FROM confirmation link WHERE link.account = request.account
                AND link.expires_at > $1::timestamptz AND link.voided_at IS NULL))
        LIMIT $3 FOR UPDATE OF request SKIP LOCKED)
     RETURNING 1`,
    [new Date(at).toISOString(), new Date(at - CONFIRMATION_LINK_LIFE).toISOString(), limit],
  );
  return rows.length;
};
