import type { Correction } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { CORRECTED_HOLD } from '../../../src-shared/policy/staff/staff.ts';
import { maskPhone, readMobile } from '../../../src-shared/values/contact/phone.ts';
import { contactOn } from '../../../src-shared/values/contact/channel.ts';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { maskIdentifier } from '../../basics/mask-identifier.ts';
import { holdChannel } from '../../codes/held-channels.ts';
import { endPasswordCodes } from '../../codes/sent-codes.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { sealRequest } from '../../member-space/requests/sealed-request.ts';
import { refusedAct, type ActResult, type ActRun, type AllowedAct } from './act.ts';
import { correctAddress } from './correct-address.ts';

type Asked = AllowedAct<'correct-contact'>;
type Channel = Exclude<Correction, { channel: 'letter' }>;

/**
 * Corrects an e-mail address, a mobile number or a postal address, as the member who stands there typed it. All channels
 * hear of it, the former ones too; the new one receives no code for a password for 72 hours, a postal address none for
 * 14 days.
 */
export const correctContact: ActRun<'correct-contact'> = async (connection, deps, asked) => {
  const { change } = asked.act;
  return change.channel === 'letter'
    ? correctAddress(connection, deps, asked, change)
    : correctChannel(connection, deps, asked, change);
};

async function correctChannel(
  connection: HubConnection,
  deps: HubDeps,
  asked: Asked,
  change: Channel,
): Promise<ActResult> {
  const { id, subject, act, isRepeated } = asked;
  const { channel } = change;
  const receipt = receiptNumber(id);
  const done: ActResult = {
    answer: { result: 'done', kind: 'correct-contact', channel, receipt, heldFor: CORRECTED_HOLD },
    facts: { channel, receipt, document: act.document.kind, last: act.document.last },
  };
  if (isRepeated) return done;
  const to = change.channel === 'email' ? change.email : change.phone;
  if (channel === 'sms' && !readMobile(to, deps.settings.HUB_SMS_COUNTRIES).ok)
    return refusedAct('not-mobile');
  const [member] = await connection.query<{ email: string | null; phone: string | null }>(
    'SELECT email, phone FROM member WHERE number = $1 AND closed_at IS NULL FOR NO KEY UPDATE',
    [subject],
  );
  if (member === undefined) return refusedAct('no-member');
  const former = contactOn(channel, member);
  if (former === to) return refusedAct('same');
  if (channel === 'email' && (await isOfAnother(connection, to, subject))) return refusedAct('taken');
  const at = deps.now();
  await connection.query(
    `UPDATE member SET ${channel === 'email' ? 'email' : 'phone'} = $2 WHERE number = $1`,
    [subject, to],
  );
  await holdChannel(connection, subject, channel, at);
  // A code that is on its way to the former channel opens nothing any more, nor what it has proven and nobody has used.
  await connection.query(
    `UPDATE sent_code SET voided_at = $2::timestamptz
     WHERE (holder = $1 OR counted = $1) AND proven_at IS NULL AND voided_at IS NULL`,
    [subject, at.toISOString()],
  );
  await endPasswordCodes(connection, subject, at);
  const kept = { kind: 'contact', channel, to, former, formerPhone: member.phone, byAdviser: true };
  await connection.query(
    `INSERT INTO member_request (id, receipt, holder, made_by, kind, topic, sealed, made_at, state, changed_at)
     VALUES ($1, $2, $3, $3, 'contact', $4, $5, $6::timestamptz, 'done', $6::timestamptz)`,
    [id, receipt, subject, channel, sealRequest(deps, kept), at.toISOString()],
  );
  const masked = channel === 'email' ? maskIdentifier(to) : maskPhone(to);
  await tellPeople(connection, deps, [
    {
      subject,
      mail: { kind: 'contact-changed', channel, masked, at: at.getTime(), byAdviser: true },
      language: act.language,
      former: member.email === null ? [] : [member.email],
      formerPhones: member.phone === null ? [] : [member.phone],
      // Whoever deceived the adviser reads the new address.
      used: channel === 'email' ? [to] : [],
    },
  ]);
  return done;
}

/** Whether somebody else logs in with an address: messages of two people would meet there. */
async function isOfAnother({ query }: HubConnection, email: string, subject: string): Promise<boolean> {
  const rows = await query(
    `SELECT 1 FROM account WHERE email = $1 AND confirmed_at IS NOT NULL AND number IS DISTINCT FROM $2 LIMIT 1`,
    [email, subject],
  );
  return rows.length > 0;
}
