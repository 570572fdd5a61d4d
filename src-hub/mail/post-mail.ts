import type { HubConnection } from '../database/hub-database.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { type HubMail, hubMailSchema } from './templates/hub-mail.ts';
import { seal } from '../basics/seal.ts';

/** Purpose under which mails are sealed. */
export const MAIL_PURPOSE = 'mail';

/** Channel of NOTIFY for hubs that send mails. */
export const MAIL_CHANNEL = 'mail';

export type MailDeps = Pick<HubDeps, 'settings' | 'now' | 'randomBytes'>;

/** A mail with its expiry. */
export interface Posting {
  readonly mail: HubMail;
  /** After this moment it is not sent. */
  readonly expiresAt: Date;
}

/**
 * Puts a mail into the outbox, within the caller's transaction: it is sent only if that commits.
 * @param expiresAt after this moment it is not sent
 * @returns its id in the table `mail`, whose `state` tells the result
 */
export async function postMail(
  connection: HubConnection,
  deps: MailDeps,
  mail: HubMail,
  expiresAt: Date,
): Promise<string> {
  const [id] = await postMails(connection, deps, [{ mail, expiresAt }]);
  if (id === undefined) throw new Error('a mail was not stored');
  return id;
}

/**
 * Puts mails into the outbox like {@link postMail}. One query for any number, also for none.
 * @returns their ids, in any order
 */
export async function postMails(
  connection: HubConnection,
  deps: MailDeps,
  postings: readonly Posting[],
): Promise<string[]> {
  const { settings, now, randomBytes } = deps;
  const sealed = postings.map(({ mail }) => {
    const text = JSON.stringify(hubMailSchema.parse(mail));
    return seal({ secret: settings.HUB_SECRET, randomBytes }, MAIL_PURPOSE, text).toString('hex');
  });
  const rows = await connection.query<{ id: string }>(
    `WITH posted AS (
       INSERT INTO mail (kind, sealed, made_at, due_at, expires_at)
         SELECT kind, decode(sealed, 'hex'), $4::timestamptz, $4::timestamptz, expires_at
         FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS new (kind, sealed, expires_at) RETURNING id
     ), told AS (
       SELECT pg_notify($5, '') FROM posted LIMIT 1
     )
     SELECT id FROM posted LEFT JOIN told ON true`,
    [
      postings.map(({ mail }) => mail.kind),
      sealed,
      postings.map(({ expiresAt }) => expiresAt.toISOString()),
      now().toISOString(),
      MAIL_CHANNEL,
    ],
  );
  return rows.map(({ id }) => id);
}
