import type { HubConnection } from '../database/hub-database.ts';
import type { HubParts } from '../hub-parts.ts';
import { type HubMail, hubMailSchema } from './hub-mail.ts';
import { seal } from './seal.ts';

/** Under which mails are sealed. */
export const MAIL_PURPOSE = 'mail';

/** Heard by the hubs that send. */
export const MAIL_CHANNEL = 'mail';

/** What {@link postMail} needs. */
export type MailParts = Pick<HubParts, 'settings' | 'now' | 'randomBytes'>;

/**
 * Puts a mail into the outbox, within the caller's transaction: it goes if, and only if, that commits.
 * @param expiresAt after which it is not sent any more
 * @returns its id, under which `mail.state` tells what became of it
 */
export async function postMail(
  connection: HubConnection,
  parts: MailParts,
  mail: HubMail,
  expiresAt: Date,
): Promise<string> {
  const { settings, now, randomBytes } = parts;
  const text = JSON.stringify(hubMailSchema.parse(mail));
  const sealed = seal({ secret: settings.HUB_SECRET, randomBytes }, MAIL_PURPOSE, text);
  const at = now().toISOString();
  const [row] = await connection.query<{ id: string }>(
    `INSERT INTO mail (kind, sealed, made_at, due_at, expires_at)
       VALUES ($1, $2, $3::timestamptz, $3::timestamptz, $4::timestamptz) RETURNING id`,
    [mail.kind, sealed, at, expiresAt.toISOString()],
  );
  if (row === undefined) throw new Error('a mail was not stored');
  await connection.query('SELECT pg_notify($1, $2)', [MAIL_CHANNEL, '']);
  return row.id;
}
