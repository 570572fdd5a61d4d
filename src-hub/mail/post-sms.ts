import type { Language } from '../../src-shared/language.ts';
import { messageSchema, type Message } from '../../src-shared/sms/message.ts';
import { letterheadOf } from '../basics/letterhead.ts';
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
 * Puts a text message into the outbox, within the caller's transaction: it is sent only if that commits.
 * @returns its id in the table `sms`, whose `state` tells the result
 */
export async function postSms(
  connection: HubConnection,
  { settings, now, randomBytes }: MailDeps,
  { to, language, message, expiresAt }: SmsPosting,
): Promise<string> {
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
       INSERT INTO sms (kind, sealed, made_at, due_at, expires_at, price)
         VALUES ($1, decode($2, 'hex'), $3::timestamptz, $3::timestamptz, $4::timestamptz, $5) RETURNING id
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
    ],
  );
  if (row === undefined) throw new Error('a text message was not stored');
  return row.id;
}
