import { type MailContact, readMailContacts } from '../../people/mail-contacts.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { AcceptedDelegation } from './accepted-delegation.ts';

/** The people whom requests concern. */
export interface PeopleOfRequests {
  /** By subject (see `subjectOf`), without unknown and closed people. */
  readonly people: ReadonlyMap<string, MailContact>;
  /** Accepted delegations that they gave, by id. */
  readonly mandates: ReadonlyMap<string, AcceptedDelegation>;
}

interface MandateRow extends Pick<AcceptedDelegation, 'id' | 'giver' | 'helper' | 'scope'> {
  readonly accepted_at: Date;
  readonly ended_at: Date | null;
  readonly ends_on: string;
}

/** Reads what decisions on requests depend on, in two queries. @param subjects from `subjectOf` */
export async function peopleOfRequests(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<PeopleOfRequests> {
  const people = await readMailContacts(connection, subjects);
  const rows = await connection.query<MandateRow>(
    `SELECT delegation.id, giver, helper, scope, accepted_at, ends_on,
       least(delegation.revoked_at, delegation.waits_since, member.closed_at) AS ended_at
     FROM delegation LEFT JOIN member ON member.number = delegation.helper
     WHERE giver = ANY ($1::text[]) AND accepted_at IS NOT NULL`,
    [subjects],
  );
  const mandates = rows.map(({ accepted_at, ended_at, ends_on, ...row }): [string, AcceptedDelegation] => [
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
