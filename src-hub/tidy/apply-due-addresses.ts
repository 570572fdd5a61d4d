import { eventBodySchema } from '../../src-shared/hub-api/events.ts';
import { applyAddresses } from '../people/addresses/apply-addresses.ts';
import { WAITING_STATES } from '../member-space/requests/latest-addresses.ts';
import { unsealRequest } from '../member-space/requests/sealed-request.ts';
import { localDay } from '../../src-shared/time/days.ts';
import type { TidyStep } from './tidy-step.ts';

interface Waiting {
  readonly id: string;
  readonly holder: string;
  readonly sealed: Buffer;
}

/** Applies addresses whose day has come, and whose town is known or confirmed by staff. Skips one that cannot be decrypted: it was sealed with another secret. */
export const applyDueAddresses: TidyStep = async (connection, { settings, now }, limit) => {
  const at = now();
  const rows = await connection.query<Waiting>(
    `SELECT id, holder, sealed FROM member_request
     WHERE kind = 'address' AND applied_at IS NULL AND state IN ${WAITING_STATES} AND effective_on <= $1::date
       AND (NOT unconfirmed OR state = 'done')
     ORDER BY effective_on, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [localDay(at), limit],
  );
  const due = rows.flatMap(({ id, holder: subject, sealed }) => {
    const { data: body } = eventBodySchema.safeParse(unsealRequest(settings.HUB_SECRET, sealed));
    return body?.kind === 'address-changed' ? [{ id, subject, ...body }] : [];
  });
  return applyAddresses(connection, due, at);
};
