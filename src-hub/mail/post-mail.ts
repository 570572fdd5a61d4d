import type { HubConnection } from '../database/hub-database.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { type HubMail, hubMailSchema } from './templates/hub-mail.ts';
import { keyedHash, keyedHashes } from '../basics/hashes.ts';
import { seal } from '../basics/seal.ts';
import { MAIL_WINDOW } from '../../src-shared/policy/notices.ts';
import { lockPeople } from '../database/lock-people.ts';
import { isLimited, type LimitedPostings, type Posting, withinLimits } from './mail-limits.ts';

/** Purpose under which mails are sealed. */
export const MAIL_PURPOSE = 'mail';

/** Channel of NOTIFY for hubs that send mails. */
export const MAIL_CHANNEL = 'mail';

export type MailDeps = Pick<HubDeps, 'settings' | 'now' | 'randomBytes'>;

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

/** Why a mail is in the table and is never sent: its address had as many as it may have in a day. */
const WITHHELD = 'mailbox-limit';

/**
 * Puts mails into the outbox like {@link postMail}, within what each address may get in a day (`mail-limits.ts`). What is
 * beyond that is kept as `refused`, so that staff see it. Few queries for any number; none of limits for codes.
 * @returns ids, in any order
 */
export async function postMails(
  connection: HubConnection,
  deps: MailDeps,
  postings: readonly Posting[],
): Promise<string[]> {
  const { settings, now, randomBytes } = deps;
  const { sent, withheld } = await limited(connection, deps, postings);
  const all = [...sent, ...withheld];
  const sealed = sent.map(({ mail }) => {
    const text = JSON.stringify(hubMailSchema.parse(mail));
    return seal({ secret: settings.HUB_SECRET, randomBytes }, MAIL_PURPOSE, text).toString('hex');
  });
  const rows = await connection.query<{ id: string }>(
    `WITH posted AS (
       INSERT INTO mail (kind, recipient, sealed, state, settled_at, last_fault, made_at, due_at, expires_at)
         SELECT kind, decode(recipient, 'hex'), decode(sealed, 'hex'),
           CASE WHEN sealed IS NULL THEN 'refused' ELSE 'waiting' END,
           CASE WHEN sealed IS NULL THEN $5::timestamptz END, CASE WHEN sealed IS NULL THEN $7 END,
           $5::timestamptz, $5::timestamptz, expires_at
         FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) AS new (kind, recipient, sealed, expires_at)
         RETURNING id
     ), told AS (
       SELECT pg_notify($6, '') FROM posted LIMIT 1
     )
     SELECT id FROM posted LEFT JOIN told ON true`,
    [
      all.map(({ mail }) => mail.kind),
      all.map(({ mail }) => recipientKey(deps, mail.to)),
      all.map((_posting, at) => sealed[at] ?? null),
      all.map(({ expiresAt }) => expiresAt.toISOString()),
      now().toISOString(),
      MAIL_CHANNEL,
      WITHHELD,
    ],
  );
  return rows.map(({ id }) => id);
}

/** Parts mails into those that are sent and those that their address has had too much of, in their order. */
async function limited(
  connection: HubConnection,
  deps: MailDeps,
  postings: readonly Posting[],
): Promise<LimitedPostings> {
  const counted = postings.filter(({ mail }) => isLimited(mail.kind));
  if (counted.length === 0) return { sent: postings, withheld: [] };
  const now = deps.now().getTime();
  // Earlier mails of a day can stand under another key of the secret.
  const recipients = [...new Set(counted.flatMap(({ mail }) => recipientKeys(deps, mail.to)))];
  // Mails to one address are counted one after the other, also those of other transactions.
  await lockPeople(
    connection,
    recipients.map((recipient) => `mail:${recipient}`),
  );
  const rows = await connection.query<{ recipient: string; kind: string; count: number }>(
    `SELECT encode(recipient, 'hex') AS recipient, kind, count(*)::integer AS count FROM mail
     WHERE recipient IN (SELECT decode(hex, 'hex') FROM unnest($1::text[]) AS hex) AND made_at > $2::timestamptz
       AND last_fault IS DISTINCT FROM $3
     GROUP BY 1, 2`,
    [recipients, new Date(now - MAIL_WINDOW).toISOString(), WITHHELD],
  );
  const judged = [...Map.groupBy(postings, ({ mail }) => recipientKey(deps, mail.to))].map(([, some]) => {
    const keys = recipientKeys(deps, some[0]?.mail.to ?? '');
    const had = new Map<string, number>();
    for (const { recipient, kind, count } of rows)
      if (keys.includes(recipient)) had.set(kind, (had.get(kind) ?? 0) + count);
    return withinLimits(had, some, now);
  });
  return {
    sent: judged.flatMap(({ sent }) => sent),
    withheld: judged.flatMap(({ withheld }) => withheld),
  };
}

/** All that mails to an address can stand under, in hexadecimal. */
function recipientKeys({ settings }: MailDeps, address: string): string[] {
  return keyedHashes(settings.HUB_SECRET, (one) => keyedHash(one, 'mail-recipient', address));
}

/** Keyed hash of an address, in hexadecimal. */
function recipientKey({ settings }: MailDeps, address: string): string {
  return keyedHash(settings.HUB_SECRET, 'mail-recipient', address).toString('hex');
}
