import { z } from 'zod';
import { endPasswordCodes } from '../codes/sent-codes.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { contactChannelSchema } from '../../src-shared/values/contact/channel.ts';
import { unsealRequest } from '../member-space/requests/sealed-request.ts';

/** SQL of the ids of what advisers did at a kiosk; `$1`: kiosk, `$2`: since. An act without the line has its effect there. */
export const STAFF_ACTS = `(SELECT id FROM staff_act WHERE kiosk = $1 AND at >= $2::timestamptz AND outcome = 'done')`;

/**
 * SQL of the ids of changes of an e-mail address or phone that members made there by codes: the kiosk may have asked for
 * another than they typed.
 */
const OWN_CHANGES = `(SELECT attempt FROM sent_code
  WHERE kiosk = $1 AND purpose = 'new-contact' AND spent_at >= $2::timestamptz)`;

/** What is ended of the acts of advisers at a kiosk. */
export interface VoidedActs {
  /** Members whose e-mail address or phone has the former value again, or was changed elsewhere since. */
  readonly corrected: readonly string[];
  /** Members for whom an adviser started a letter that was not used yet. */
  readonly letters: readonly string[];
  /** Tries that were given back: nothing takes them back, but they are told. */
  readonly tries: number;
}

/** What a kept change holds, as far as it is needed here. */
const correctionSchema = z.object({
  channel: contactChannelSchema,
  to: z.string(),
  former: z.string().nullable(),
});

/**
 * Ends what advisers did at a kiosk, or somebody with an adviser's secrets, and changes of contact of members: changed e-mail
 * addresses and phones are the former ones again, letters bring nothing, sessions of advisers end. An address that has replaced the changed one since
 * stays.
 */
export async function voidActs(
  connection: HubConnection,
  { settings }: Pick<HubDeps, 'settings'>,
  run: { readonly kiosk: string; readonly since: string; readonly now: string; readonly reply: string },
): Promise<VoidedActs> {
  const { kiosk, since, now, reply } = run;
  const { query } = connection;
  const corrections = await query<{ holder: string; sealed: Buffer; made_at: Date }>(
    `UPDATE member_request SET state = 'refused', reply = $4, changed_at = $3::timestamptz
     WHERE (id IN ${STAFF_ACTS} OR id IN ${OWN_CHANGES}) AND kind = 'contact' AND state = 'done' RETURNING holder, sealed, made_at`,
    [kiosk, since, now, reply],
  );
  const corrected = new Set(corrections.map(({ holder }) => holder));
  // Two of one member may be of one moment, so each pass gives back what stands now, until nothing of them does.
  let left = corrections.toSorted((one, other) => other.made_at.getTime() - one.made_at.getTime());
  for (let given = -1; given !== 0;) {
    const before = left;
    left = [];
    for (const one of before) if (!(await giveBack(connection, settings, one))) left.push(one);
    given = before.length - left.length;
  }
  for (const holder of corrected) await endPasswordCodes(connection, holder, new Date(now));
  const letters = await query<{ number: string }>(
    `UPDATE letter SET voided_at = $3::timestamptz WHERE id IN ${STAFF_ACTS} AND spent_at IS NULL AND voided_at IS NULL
     RETURNING number`,
    [kiosk, since, now],
  );
  await query('UPDATE staff_session SET ended_at = $2::timestamptz WHERE kiosk = $1 AND ended_at IS NULL', [
    kiosk,
    now,
  ]);
  const [given] = await query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM staff_act WHERE act = 'give-try' AND id IN ${STAFF_ACTS}`,
    [kiosk, since],
  );
  return {
    corrected: [...corrected],
    letters: letters.map(({ number }) => number),
    tries: given?.count ?? 0,
  };
}

/** @returns false when something else stands now */
async function giveBack(
  { query }: HubConnection,
  { HUB_SECRET: secret }: HubDeps['settings'],
  { holder, sealed }: { readonly holder: string; readonly sealed: Buffer },
): Promise<boolean> {
  const kept = correctionSchema.safeParse(unsealRequest(secret, sealed));
  if (!kept.success) return false;
  const { channel, to, former } = kept.data;
  const column = channel === 'email' ? 'email' : 'phone';
  const changed = await query(
    `UPDATE member SET ${column} = $3 WHERE number = $1 AND ${column} = $2 RETURNING 1`,
    [holder, to, former],
  );
  if (changed.length === 0) return false;
  await query('DELETE FROM contact_hold WHERE subject = $1 AND channel = $2', [holder, channel]);
  return true;
}
