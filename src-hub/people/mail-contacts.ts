import type { Language } from '../../src-shared/language.ts';
import { readEmail } from '../../src-shared/values/contact/email.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { INSURED_SUBJECT, splitSubjects } from './subjects.ts';

/** How mails reach a person. */
export interface MailContact {
  /** Null: no address on file. */
  readonly email: string | null;
  readonly language: Language;
}

interface ContactRow {
  readonly subject: string;
  readonly email: string | null;
  readonly account_email: string | null;
  readonly language: Language;
}

/** Contacts by subject. Unknown and closed people are left out. @param subjects from `subjectOf` */
export async function readMailContacts(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, MailContact>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<ContactRow>(
    `SELECT member.number AS subject, member.email, account.email AS account_email,
       coalesce(account.language, member.language, 'fr') AS language
     FROM member LEFT JOIN account ON account.number = member.number AND account.confirmed_at IS NOT NULL
     WHERE member.number = ANY ($1::text[]) AND closed_at IS NULL
     UNION ALL
     SELECT '${INSURED_SUBJECT}' || encode(nir, 'hex'), NULL, account.email,
       coalesce(account.language, insured.language, 'fr')
     FROM insured LEFT JOIN account ON account.insured = nir AND account.confirmed_at IS NOT NULL
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir)) AND closed_at IS NULL`,
    [numbers, nirs],
  );
  return new Map(
    rows.map(({ subject, email, account_email, language }) => {
      // An address from the back office may be malformed.
      const read = readEmail(email ?? '');
      return [subject, { email: read.ok ? read.value : account_email, language }];
    }),
  );
}
