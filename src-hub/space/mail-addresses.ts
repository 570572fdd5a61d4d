import type { Language } from '../../src-shared/language.ts';
import { INSURED_SUBJECT, splitSubjects } from '../accounts/subjects.ts';
import type { HubConnection } from '../database/hub-database.ts';

/** Where notices for a person go. */
export interface MailAddress {
  readonly email: string;
  /** Null when head office does not know it. */
  readonly language: Language | null;
}

interface Row {
  readonly subject: string;
  readonly email: string;
  readonly language: string | null;
}

/**
 * The e-mail address of some people: that of the members' file, else of the confirmed account. Who is closed, or has
 * none, is not among them.
 * @param subjects from `subjectOf`
 */
export async function mailAddressesOf(
  { query }: Pick<HubConnection, 'query'>,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, MailAddress>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await query<Row>(
    `SELECT member.number AS subject, coalesce(member.email, account.email) AS email,
       coalesce(member.language, account.language) AS language
     FROM member LEFT JOIN account ON account.number = member.number AND account.confirmed_at IS NOT NULL
     WHERE member.number = ANY ($1::text[]) AND closed_at IS NULL
       AND coalesce(member.email, account.email) IS NOT NULL
     UNION ALL
     SELECT '${INSURED_SUBJECT}' || encode(nir, 'hex'), account.email, coalesce(insured.language, account.language)
     FROM insured JOIN account ON account.insured = nir AND account.confirmed_at IS NOT NULL
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir)) AND closed_at IS NULL`,
    [numbers, nirs],
  );
  return new Map(
    rows.map(({ subject, email, language }) => [
      subject,
      { email, language: language === 'fr' || language === 'en' ? language : null },
    ]),
  );
}
