import type { Language } from '../../src-shared/messages/languages.ts';
import { readEmail } from '../../src-shared/values/contact/email.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { INSURED_SUBJECT, splitSubjects } from './subjects.ts';

/** How mails reach a person. */
export interface MailContact {
  /** The address for messages: of the file of members, otherwise of the confirmed account. Null: none on file. */
  readonly email: string | null;
  /** All addresses on file, each once: what concerns passwords and channels is told to all of them. */
  readonly emails: readonly string[];
  /** Number in the file of members, not read yet; null: none on file. */
  readonly phone: string | null;
  readonly language: Language;
}

interface ContactRow {
  readonly subject: string;
  readonly email: string | null;
  readonly account_email: string | null;
  readonly phone: string | null;
  readonly language: Language;
}

/** Contacts by subject. Unknown and closed people are left out. @param subjects from `subjectOf` */
export async function readMailContacts(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, MailContact>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<ContactRow>(
    `SELECT member.number AS subject, member.email, account.email AS account_email, member.phone,
       coalesce(account.language, member.language, 'fr') AS language
     FROM member LEFT JOIN account ON account.number = member.number AND account.confirmed_at IS NOT NULL
     WHERE member.number = ANY ($1::text[]) AND closed_at IS NULL
     UNION ALL
     SELECT '${INSURED_SUBJECT}' || encode(nir, 'hex'), NULL, account.email, NULL,
       coalesce(account.language, insured.language, 'fr')
     FROM insured LEFT JOIN account ON account.insured = nir AND account.confirmed_at IS NOT NULL
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir)) AND closed_at IS NULL`,
    [numbers, nirs],
  );
  return new Map(
    rows.map(({ subject, email, account_email, phone, language }) => {
      // An address from the back office may be malformed.
      const read = readEmail(email ?? '');
      const emails = [read.ok ? read.value : null, account_email].filter((one) => one !== null);
      return [subject, { email: emails[0] ?? null, emails: [...new Set(emails)], phone, language }];
    }),
  );
}
