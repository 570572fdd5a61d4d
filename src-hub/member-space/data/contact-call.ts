import { keyedHashes } from '../../basics/hashes.ts';
import { contactChannelSchema, contactOn } from '../../../src-shared/values/contact/channel.ts';
import { z } from 'zod';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { maskPhone } from '../../../src-shared/values/contact/phone.ts';
import type { SpaceAnswer, SpaceBody } from '../../../src-shared/hub-api/space-calls.ts';
import { INSURED_SUBJECT } from '../../people/subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { maskIdentifier } from '../../basics/mask-identifier.ts';
import { sealRequest, unsealRequest } from '../requests/sealed-request.ts';
import { lockProof, spendProof } from '../../codes/proofs.ts';
import { codeTarget, endPasswordCodes } from '../../codes/sent-codes.ts';
import { readReach } from '../../codes/reach.ts';
import { usedAddresses } from '../fresh-codes/used-addresses.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

type Asked = SpaceBody<'contact'>;
type Answer = SpaceAnswer<'contact'>;

/** Sealed content of a change. */
const keptSchema = z.object({
  kind: z.literal('contact'),
  channel: contactChannelSchema,
  to: z.string(),
  /** Value before the change. */
  former: z.string().nullable(),
  /** Phone to which the kiosk sends the notice. */
  formerPhone: z.string().nullable(),
});

/**
 * Changes a member's e-mail address or mobile number at once, and notifies the former channels. Somebody without any
 * channel on file cannot prove a code and must ask an adviser. Of two changes at once the later one stays; each
 * notifies the channels before it. A repeated call after a lost answer has no further effect.
 */
export const contact: SpaceHandler<'contact'> = async ({ deps, session }, asked) => {
  if (session.self.startsWith(INSURED_SUBJECT)) return { result: 'not-here' };
  return againOnConflict(() =>
    deps.database.transaction(async (connection) => {
      await lockPeople(connection, [session.self]);
      const before = await earlierAnswer(connection, deps, session, asked);
      return before ?? changeContact(connection, deps, session, asked);
    }),
  );
};

async function changeContact(
  connection: HubConnection,
  deps: HubDeps,
  session: SpaceSession,
  { change: { channel, ...value }, proof, newProof, language }: Asked,
): Promise<Answer> {
  const at = deps.now();
  const to = 'email' in value ? value.email : value.phone;
  const target = keyedHashes(deps.settings.HUB_SECRET, (one) => codeTarget(one, to));
  const shownThere = { session, purpose: 'new-contact', proof: newProof, at, target } as const;
  const isProven =
    newProof !== null &&
    (await lockProof(connection, shownThere)) &&
    (await spendProof(connection, { session, purpose: 'contact', proof, at }));
  if (!isProven) return { result: 'code-needed' };
  await spendProof(connection, shownThere);
  const { email, phone } = await readReach(connection, deps.settings, session.self);
  const proven = await usedAddresses(connection, deps.settings, session, proof);
  await connection.query(
    `UPDATE member SET ${channel === 'email' ? 'email' : 'phone'} = $2 WHERE number = $1 AND closed_at IS NULL`,
    [session.self, to],
  );
  // Whoever still has the former mailbox or phone must not go on with a code that went there a moment ago.
  await endPasswordCodes(connection, session.self, at);
  const former = contactOn(channel, { email, phone });
  const kept = { kind: 'contact', channel, to, former, formerPhone: phone };
  const receipt = receiptNumber(newProof);
  await connection.query(
    `INSERT INTO member_request (id, receipt, holder, made_by, kind, topic, sealed, made_at, state, changed_at)
     VALUES ($1, $2, $3, $3, 'contact', $4, $5, $6::timestamptz, 'done', $6::timestamptz)`,
    [newProof, receipt, session.self, channel, sealRequest(deps, kept), at.toISOString()],
  );
  const masked = channel === 'email' ? maskIdentifier(to) : maskPhone(to);
  const mail = { kind: 'contact-changed', channel, masked, at: at.getTime() } as const;
  const news = {
    ...{ subject: session.self, language, mail, former: email === null ? [] : [email] },
    ...{ formerPhones: phone === null ? [] : [phone], used: channel === 'email' ? [...proven, to] : proven },
  };
  await tellPeople(connection, deps, [news]);
  return { result: 'ok', receipt, formerPhone: null };
}

/** The earlier answer to the same change in this session; null: none. */
async function earlierAnswer(
  connection: HubConnection,
  { settings }: HubDeps,
  session: SpaceSession,
  { change: { channel, ...value }, newProof }: Asked,
): Promise<Answer | null> {
  const [row] = await connection.query<{ receipt: string; sealed: Buffer }>(
    `SELECT receipt, member_request.sealed FROM member_request
     JOIN sent_code ON sent_code.attempt = member_request.id
     WHERE member_request.id = $1 AND member_request.holder = $2 AND visit = $3 AND member_request.kind = 'contact'`,
    [newProof, session.self, session.id],
  );
  if (!row) return null;
  const kept = keptSchema.parse(unsealRequest(settings.HUB_SECRET, row.sealed));
  const isSame = kept.channel === channel && kept.to === ('email' in value ? value.email : value.phone);
  return isSame ? { result: 'ok', receipt: row.receipt, formerPhone: null } : null;
}
