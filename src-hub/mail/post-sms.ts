import type { Language } from '../../src-shared/messages/languages.ts';
import { messageSchema, type Message } from '../../src-shared/sms/message.ts';
import { localDay } from '../../src-shared/time/days.ts';
import { derived } from '../basics/hashes.ts';
import { letterheadOf } from '../basics/settings/letterhead.ts';
import { seal } from '../basics/seal.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { MailDeps } from './post-mail.ts';

/** Purpose under which text messages are sealed. */
export const SMS_PURPOSE = 'sms';

type Unframed<One> = One extends Message ? Omit<One, 'agency' | 'language'> : never;

/** A text message with its expiry. */
export interface SmsPosting {
  /** Mobile number, E.164. */
  readonly to: string;
  readonly language: Language;
  readonly message: Unframed<Message>;
  /** After this moment it is not sent. */
  readonly expiresAt: Date;
}

/**
 * As {@link postSms}, but of one kind each number gets one a day: whoever goes on changing things can neither flood a phone
 * nor use up the money that codes need. Mails and letters tell the rest.
 */
export async function postSmsOnceADay(
  connection: HubConnection,
  deps: MailDeps,
  posting: SmsPosting,
): Promise<void> {
  const day = localDay(deps.now());
  const made = derived(
    deps.settings.HUB_SECRET,
    'sms-of-day',
    `${posting.message.kind}\0${posting.to}\0${day}`,
  );
  const hex = made.toString('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  await insertSms(connection, deps, posting, id);
}

/**
 * Puts a text message into the outbox, within the caller's transaction: it is sent only if that commits.
 * @returns its id in the table `sms`, whose `state` tells the result
 */
export async function postSms(
  connection: HubConnection,
  deps: MailDeps,
  posting: SmsPosting,
): Promise<string> {
  const id = await insertSms(connection, deps, posting, null);
  if (id === undefined) throw new Error('a text message was not stored');
  return id;
}

/** @param as its id, of which there is one only; null: a new one. @returns undefined: there was one */
async function insertSms(
  connection: HubConnection,
  { settings, now, randomBytes }: MailDeps,
  { to, language, message, expiresAt }: SmsPosting,
  as: string | null,
): Promise<string | undefined> {
  const { name, address, phone, email } = letterheadOf(settings);
  const whole = messageSchema.parse({
    ...message,
    language,
    agency: { name, address: address.join(', '), phone, email },
  });
  const sealed = seal(
    { secret: settings.HUB_SECRET, randomBytes },
    SMS_PURPOSE,
    JSON.stringify({ to, message: whole }),
  );
  const [row] = await connection.query<{ id: string }>(
    `WITH posted AS (
       INSERT INTO sms (id, kind, sealed, made_at, due_at, expires_at, price)
         VALUES (coalesce($6::uuid, gen_random_uuid()), $1, decode($2, 'hex'), $3::timestamptz, $3::timestamptz,
           $4::timestamptz, $5) ON CONFLICT (id) DO NOTHING RETURNING id
     ), told AS (
       SELECT pg_notify('sms', '') FROM posted
     )
     SELECT id FROM posted LEFT JOIN told ON true`,
    [
      message.kind,
      sealed.toString('hex'),
      now().toISOString(),
      expiresAt.toISOString(),
      settings.HUB_SMS_PRICE,
      as,
    ],
  );
  return row?.id;
}
