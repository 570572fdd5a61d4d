import type { Language } from '../../../src-shared/language.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { postMails, type MailDeps } from '../../mail/post-mail.ts';
import { lastDayOf } from '../codes/letter-term.ts';

/**
 * Posts a mail for each letter of a batch that brings a provisional password. The mail says that the letter was posted;
 * it goes to the address in the account request.
 */
export async function postLetterPostedMails(
  connection: HubConnection,
  deps: MailDeps,
  batch: string,
): Promise<void> {
  const posted = await connection.query<{ email: string; language: Language; expires_at: Date }>(
    `SELECT request.email, request.language, letter.expires_at
     FROM letter JOIN account_request request ON request.letter = letter.id
     WHERE letter.batch = $1 AND request.email IS NOT NULL
     ORDER BY letter.requested_at, letter.id`,
    [batch],
  );
  if (posted.length === 0) return;
  const mails = posted.map(({ email: to, language, expires_at: expiresAt }) => ({
    mail: { kind: 'letter-posted', to, language, lastDay: lastDayOf(expiresAt).getTime() } as const,
    expiresAt,
  }));
  await postMails(connection, deps, mails);
}
