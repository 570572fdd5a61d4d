import { NEW_ADDRESS_HELD } from '../../../src-shared/policy/letters.ts';
import { readEmail } from '../../../src-shared/values/contact/email.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/**
 * The address in the file of members, for a holder who has just shown a letter. The person may take it unseen, so it must
 * be theirs for certain: none that was changed within the last two weeks, in the member space or by an adviser, and none by which
 * another holder logs in.
 * @returns null: nothing to offer
 */
export async function offeredEmail(
  query: HubConnection['query'],
  holder: Holder,
  now: Date,
): Promise<string | null> {
  if (holder.situation !== 'member') return null;
  const since = new Date(now.getTime() - NEW_ADDRESS_HELD).toISOString();
  const [row] = await query<{ email: string | null }>(OFFERED, [holder.number, since]);
  // An address from the back office may be malformed.
  const read = readEmail(row?.email ?? '');
  if (!read.ok) return null;
  const taken = await query(
    `SELECT FROM account WHERE email = $1 AND confirmed_at IS NOT NULL AND number IS DISTINCT FROM $2`,
    [read.value, holder.number],
  );
  return taken.length === 0 ? read.value : null;
}

const OFFERED = `SELECT email FROM member WHERE number = $1 AND closed_at IS NULL
    AND NOT EXISTS (
      SELECT FROM member_request
      WHERE holder = $1 AND kind = 'contact' AND topic = 'email' AND made_at > $2::timestamptz
    )`;
