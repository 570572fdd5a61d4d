import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../src-shared/values/birth-date.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { stagedLine, type StagingTable } from '../imports/staged-rows.ts';
import type { FiledMember } from './check-member.ts';

/**
 * Number of the advisory lock that `lock_member_positions` of the migrations takes: its holder alone changes members.
 */
const POSITIONS_LOCK = 4_200_001;

/**
 * From this many changed rows on, the database's statistics are refreshed: they decide the plan for pages of the feed.
 */
const MANY = 5000;

/** Makes the staging tables, which the commit drops. */
export async function makeMemberStaging(connection: HubConnection): Promise<void> {
  await connection.query(
    `CREATE TEMPORARY TABLE import_member (
       line integer NOT NULL, number text NOT NULL, family_name text, given_name text, birth_date text,
       postal_code text, email text, phone text, language text, birth_name text, country text
     ) ON COMMIT DROP`,
  );
  await connection.query('CREATE TEMPORARY TABLE import_kept (number text NOT NULL) ON COMMIT DROP');
}

/** Staging table of members, for `staged-rows.ts`. */
export const MEMBER_STAGING: StagingTable = {
  table: 'import_member',
  key: 'number',
  columns:
    'line, number, family_name, given_name, birth_date, postal_code, email, phone, language, birth_name, country',
};

/** One row of {@link MEMBER_STAGING}, as CSV. */
export function stagedMember(line: number, member: FiledMember): string {
  const { number, familyName, birthName, givenName, birthDate, ...rest } = member;
  const { postalCode, email, phone, language, country } = rest;
  return stagedLine(line, [
    ...[number, familyName, givenName, birthDate, postalCode, email, phone, language, birthName, country],
  ]);
}

/** Waits until no other transaction changes members, then keeps others out until the commit. */
export async function lockMemberTable(connection: HubConnection): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [POSITIONS_LOCK]);
}

/** {@link lockMemberTable} without waiting. @returns false when another transaction changes members */
export async function tryLockMemberTable(connection: HubConnection): Promise<boolean> {
  const [lock] = await connection.query<{ taken: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS taken', [
    POSITIONS_LOCK,
  ]);
  return lock?.taken === true;
}

/** Counts open members, and those of them who are not in the file. */
export async function countAbsentMembers(
  connection: HubConnection,
): Promise<{ there: number; absent: number }> {
  const [counts] = await connection.query<{ there: number; absent: number }>(
    // Two subqueries, so that one join finds the absent: a FILTER would look up each row by itself.
    `SELECT (SELECT count(*) FROM member WHERE closed_at IS NULL) AS there,
       (SELECT count(*) FROM member WHERE closed_at IS NULL AND ${ABSENT}) AS absent`,
  );
  return counts ?? { there: 0, absent: 0 };
}

export interface MergedMembers {
  readonly added: number;
  /** Includes members who were closed and are members again. */
  readonly changed: number;
  readonly reopened: number;
  readonly closed: number;
}

const ABSENT = `NOT EXISTS (SELECT FROM import_member s WHERE s.number = member.number)
  AND NOT EXISTS (SELECT FROM import_kept k WHERE k.number = member.number)`;

/** The name of birth after the merge: null in staging leaves it, an empty text removes it. */
const BIRTH_NAME = `nullif(coalesce(s.birth_name, member.birth_name), '')`;

/**
 * Makes the table of members equal to staging, in one statement. Unchanged rows are not touched: each touched row gets
 * a new position and goes to every kiosk.
 * @param closeAbsent when to close members who are not in the file; null: they stay open
 */
export async function mergeMembers(
  connection: HubConnection,
  closeAbsent: Date | null,
): Promise<MergedMembers> {
  const [reopened] = await connection.query<{ count: number }>(
    'SELECT count(*) AS count FROM member JOIN import_member USING (number) WHERE member.closed_at IS NOT NULL',
  );
  const [counts] = await connection.query<Omit<MergedMembers, 'reopened'>>(
    `WITH changed AS (
       UPDATE member SET family_name = s.family_name, given_name = s.given_name,
         birth_date = coalesce(s.birth_date, member.birth_date), birth_name = ${BIRTH_NAME},
         postal_code = coalesce(s.postal_code, member.postal_code), country = coalesce(s.country, member.country),
         email = s.email, phone = s.phone, language = s.language, closed_at = NULL
       FROM import_member s
       WHERE member.number = s.number AND
         (member.family_name, member.given_name, member.birth_date, member.postal_code, member.country,
          member.email, member.phone, member.language, member.birth_name, member.closed_at)
         IS DISTINCT FROM
         (s.family_name, s.given_name, coalesce(s.birth_date, member.birth_date),
          coalesce(s.postal_code, member.postal_code), coalesce(s.country, member.country), s.email, s.phone, s.language, ${BIRTH_NAME}, NULL::timestamptz)
       RETURNING 1
     ), added AS (
       INSERT INTO member (number, family_name, birth_name, given_name, birth_date, postal_code, country, email, phone,
         language)
       SELECT number, family_name, nullif(birth_name, ''), given_name, coalesce(birth_date, '${UNKNOWN_BIRTH_DATE}'),
         postal_code, coalesce(country, '${DEFAULT_COUNTRY}'), email, phone, language
       FROM import_member s WHERE NOT EXISTS (SELECT FROM member WHERE member.number = s.number)
       RETURNING 1
     ), closed AS (
       UPDATE member SET closed_at = $1 WHERE $1::timestamptz IS NOT NULL AND closed_at IS NULL AND ${ABSENT}
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed,
       (SELECT count(*) FROM closed) AS closed`,
    [closeAbsent],
  );
  const { added, changed, closed } = counts ?? { added: 0, changed: 0, closed: 0 };
  if (added + changed + closed >= MANY) await connection.query('ANALYZE member');
  return { added, changed, closed, reopened: reopened?.count ?? 0 };
}
