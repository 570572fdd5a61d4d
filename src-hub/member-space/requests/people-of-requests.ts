import { parseEmail } from '../../../src-shared/values/email.ts';
import type { Language } from '../../../src-shared/language.ts';
import { INSURED_SUBJECT, splitSubjects } from '../../people/subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { Mandate } from './mandate.ts';

/** Somebody whom head office knows, and how mails reach them. */
export interface PersonOfRequest {
  /** Null: none is on file. */
  readonly email: string | null;
  readonly language: Language;
}

/** Those whom requests are about. */
export interface PeopleOfRequests {
  /** By the text that stands for each (see `subjectOf`); nobody unknown or closed is among them. */
  readonly people: ReadonlyMap<string, PersonOfRequest>;
  /** Delegations that they gave and that were accepted, by id. */
  readonly mandates: ReadonlyMap<string, Mandate>;
}

interface PersonRow {
  readonly subject: string;
  readonly email: string | null;
  readonly account_email: string | null;
  readonly language: Language;
}

interface MandateRow extends Pick<Mandate, 'id' | 'giver' | 'helper' | 'scope'> {
  readonly accepted_at: Date;
  readonly ended_at: Date | null;
  readonly ends_on: string;
}

/** Reads what requests are decided on: two round trips, whoever is known. @param subjects from `subjectOf` */
export async function peopleOfRequests(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<PeopleOfRequests> {
  const people = await readPeople(connection, subjects);
  const rows = await connection.query<MandateRow>(
    `SELECT delegation.id, giver, helper, scope, accepted_at, ends_on,
       least(delegation.revoked_at, member.closed_at) AS ended_at
     FROM delegation LEFT JOIN member ON member.number = delegation.helper
     WHERE giver = ANY ($1::text[]) AND accepted_at IS NOT NULL`,
    [subjects],
  );
  const mandates = rows.map(({ accepted_at, ended_at, ends_on, ...row }): [string, Mandate] => [
    row.id,
    {
      ...row,
      acceptedAt: accepted_at.getTime(),
      endedAt: ended_at?.getTime() ?? null,
      endsOn: ends_on,
    },
  ]);
  return { people, mandates: new Map(mandates) };
}

/** How mails reach people; nobody unknown or closed is among them. @param subjects from `subjectOf` */
export async function readPeople(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, PersonOfRequest>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<PersonRow>(
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
    rows.map(({ subject, email, account_email, language }) => [
      subject,
      // What the back office has need not be an address that any server takes.
      { email: (email === null ? null : parseEmail(email)) ?? account_email, language },
    ]),
  );
}
