import type { Language } from '../../../src-shared/messages/languages.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { subjectSql } from '../../people/subjects.ts';
import { lastDayOf } from '../codes/letter-term.ts';

/**
 * Posts mails for each letter of a batch that brings a provisional password. They say that the letter was posted, at the
 * addresses on file: one that was typed with the request would learn that the request fits.
 */
export async function postLetterPostedMails(
  connection: HubConnection,
  deps: MailDeps,
  batch: string,
): Promise<void> {
  const posted = await connection.query<{ subject: string; language: Language; expires_at: Date }>(
    `SELECT ${subjectSql('request.number', 'request.insured')} AS subject, request.language, letter.expires_at
     FROM letter JOIN account_request request ON request.letter = letter.id
     WHERE letter.batch = $1
     ORDER BY letter.requested_at, letter.id`,
    [batch],
  );
  const news = posted.map(({ subject, language, expires_at: expiresAt }) => ({
    ...{ subject, language, expiresAt },
    mail: { kind: 'letter-posted', lastDay: lastDayOf(expiresAt).getTime() } as const,
  }));
  await tellPeople(connection, deps, news);
}
