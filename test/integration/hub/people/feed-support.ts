import { randomInt } from 'node:crypto';
import type { HubConnection, HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { parseFeedLine, type Change, type FeedEnd } from '../../../../src-shared/hub-api/feed.ts';
import type { Member } from '../../../../src-shared/hub-api/member.ts';

/** A member of a place in a list; nobody has this name. */
export function inventedMember(index: number, givenName = 'Zoé'): Member {
  return {
    number: String(index).padStart(8, '0'),
    familyName: `Exemple ${index}`,
    givenName,
    birthDate: '1984-05-17',
    postalCode: '44000',
    email: index % 2 === 0 ? null : `membre.${index}@exemple.invalid`,
    phone: index % 3 === 0 ? null : '+33639980001',
  };
}

/** Adds members, or changes those of the same number, in the one statement. */
export async function putMembers(connection: HubConnection, members: readonly Member[]): Promise<void> {
  await connection.query(
    `INSERT INTO member (number, family_name, given_name, birth_date, postal_code, email, phone, language)
     SELECT m.number, m."familyName", m."givenName", m."birthDate", m."postalCode", m.email, m.phone, m.language
     FROM jsonb_to_recordset($1::jsonb) AS m (number text, "familyName" text, "givenName" text, "birthDate" text,
       "postalCode" text, email text, phone text, language text)
     ON CONFLICT (number) DO UPDATE SET given_name = excluded.given_name, closed_at = NULL`,
    [JSON.stringify(members)],
  );
}

/** Adds so many invented members in a transaction of their own. */
export async function addMembers(
  database: HubDatabase,
  count: number,
  { from = 1, givenName = 'Zoé' } = {},
): Promise<void> {
  const members = Array.from({ length: count }, (_, at) => inventedMember(from + at, givenName));
  await database.transaction((connection) => putMembers(connection, members));
}

/** Closes a member as the import does. */
export async function closeMember(database: HubDatabase, index: number): Promise<void> {
  await database.db
    .updateTable('member')
    .set({ closed_at: new Date() })
    .where('number', '=', inventedMember(index).number)
    .execute();
}

/** What an answer of the feed says; `end` is null when it was cut. */
export function readFeed(text: string): { changes: Change[]; end: FeedEnd | null } {
  const read = text
    .split('\n')
    .filter((line) => line !== '')
    .map(parseFeedLine);
  const changes = read.filter((line) => 'position' in line);
  const end = read.find((line) => 'end' in line);
  return { changes, end: end ?? null };
}

/** A random whole number from 0, below a bound. */
export function below(bound: number): number {
  return randomInt(bound);
}
