import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import { INSURED_SUBJECT, splitSubjects } from '../subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { tryLockMemberTable } from '../members/member-staging.ts';

/** An address whose day has come. */
export interface DueAddress {
  /** Id of the request. */
  readonly id: string;
  /** Subject (see `subjectOf`), at most once in a list. */
  readonly subject: string;
  /** Lines between name and town. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly town: string;
  /** Absent: France. */
  readonly country?: string | undefined;
}

/**
 * Puts addresses into effect: for letters, and for members also in the postal code that kiosks have. Skips people whose
 * rows an import has locked, because it must not wait here.
 * @returns how many took effect; the others stay due
 */
export async function applyAddresses(
  connection: HubConnection,
  due: readonly DueAddress[],
  at: Date,
): Promise<number> {
  if (due.length === 0) return 0;
  const { free, moved } = await freePeople(connection, due);
  if (moved.length > 0 && !(await tryLockMemberTable(connection)))
    for (const number of moved) free.delete(number);
  const taken = due.filter(({ subject }) => free.has(subject));
  const insured = taken.filter(({ subject }) => subject.startsWith(INSURED_SUBJECT));
  const members = taken.filter((address) => !insured.includes(address));
  if (members.length > 0) await applyToMembers(connection, members, at);
  if (moved.some((number) => free.has(number))) await changePostalCodes(connection, members);
  if (insured.length > 0) await applyToInsured(connection, insured, at);
  if (taken.length > 0)
    await connection.query(
      `UPDATE member_request SET state = 'done', applied_at = $2::timestamptz, changed_at = $2::timestamptz
       WHERE id = ANY ($1::uuid[])`,
      [taken.map(({ id }) => id), at.toISOString()],
    );
  return taken.length;
}

/** Locks the people whose rows are free. `moved`: members among them whose postal code changes. */
async function freePeople(
  connection: HubConnection,
  due: readonly DueAddress[],
): Promise<{ free: Set<string>; moved: string[] }> {
  const { numbers, nirs } = splitSubjects(due.map(({ subject }) => subject));
  const places = new Map(due.map((address) => [address.subject, placeOf(address)]));
  const members = await connection.query<{ number: string; place: string }>(
    `SELECT number, concat_ws(' ', country, postal_code) AS place FROM member WHERE number = ANY ($1::text[])
     ORDER BY number FOR NO KEY UPDATE SKIP LOCKED`,
    [numbers],
  );
  const insured = await connection.query<{ nir: string }>(
    `SELECT encode(nir, 'hex') AS nir FROM insured
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($1::text[]) AS asked (nir))
     ORDER BY insured.nir FOR NO KEY UPDATE SKIP LOCKED`,
    [nirs],
  );
  return {
    free: new Set([
      ...members.map(({ number }) => number),
      ...insured.map(({ nir }) => INSURED_SUBJECT + nir),
    ]),
    moved: members.flatMap(({ number, place }) => (places.get(number) === place ? [] : [number])),
  };
}

/** Country and postal code, which kiosks have of a member too. */
function placeOf({ country = DEFAULT_COUNTRY, postalCode }: DueAddress): string {
  return `${country} ${postalCode}`;
}

async function applyToMembers(
  connection: HubConnection,
  addresses: readonly DueAddress[],
  at: Date,
): Promise<void> {
  await connection.query(
    `INSERT INTO member_address (number, lines, postal_code, town, country, changed_at)
       SELECT number, ARRAY(SELECT json_array_elements_text(lines::json)), postal_code, town, country, $6::timestamptz
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         AS new (number, lines, postal_code, town, country)
       ORDER BY number
     ON CONFLICT (number) DO UPDATE SET lines = excluded.lines, postal_code = excluded.postal_code,
       town = excluded.town, country = excluded.country, changed_at = excluded.changed_at`,
    [...columnsOf(addresses), at.toISOString()],
  );
}

/** Kiosks get it as an ordinary change of the feed. */
async function changePostalCodes(connection: HubConnection, addresses: readonly DueAddress[]): Promise<void> {
  await connection.query(
    `UPDATE member SET postal_code = new.postal_code, country = new.country
     FROM unnest($1::text[], $2::text[], $3::text[]) AS new (number, postal_code, country)
     WHERE member.number = new.number
       AND (member.postal_code, member.country) IS DISTINCT FROM (new.postal_code, new.country)`,
    [
      addresses.map(({ subject }) => subject),
      addresses.map(({ postalCode }) => postalCode),
      addresses.map(({ country = DEFAULT_COUNTRY }) => country),
    ],
  );
}

async function applyToInsured(
  connection: HubConnection,
  addresses: readonly DueAddress[],
  at: Date,
): Promise<void> {
  await connection.query(
    `UPDATE insured SET lines = ARRAY(SELECT json_array_elements_text(new.lines::json)),
       postal_code = new.postal_code, town = new.town, country = new.country, changed_at = $6::timestamptz
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       AS new (nir, lines, postal_code, town, country)
     WHERE insured.nir = decode(new.nir, 'hex')`,
    [...columnsOf(addresses), at.toISOString()],
  );
}

function columnsOf(addresses: readonly DueAddress[]): string[][] {
  return [
    addresses.map(({ subject }) => subject.replace(INSURED_SUBJECT, '')),
    addresses.map(({ lines }) => JSON.stringify(lines)),
    addresses.map(({ postalCode }) => postalCode),
    addresses.map(({ town }) => town),
    addresses.map(({ country = DEFAULT_COUNTRY }) => country),
  ];
}
