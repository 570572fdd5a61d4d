import { type MailContact, readMailContacts } from '../../people/mail-contacts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { Mandate } from './mandate.ts';

/** Those whom requests are about. */
export interface PeopleOfRequests {
  /** By the text that stands for each (see `subjectOf`); nobody unknown or closed is among them. */
  readonly people: ReadonlyMap<string, MailContact>;
  /** Delegations that they gave and that were accepted, by id. */
  readonly mandates: ReadonlyMap<string, Mandate>;
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
  const people = await readMailContacts(connection, subjects);
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
