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
  const codes = new Map(due.map(({ subject, postalCode }) => [subject, postalCode]));
  const members = await connection.query<{ number: string; postal_code: string }>(
    `SELECT number, postal_code FROM member WHERE number = ANY ($1::text[])
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
    moved: members.flatMap(({ number, postal_code }) => (codes.get(number) === postal_code ? [] : [number])),
  };
}

async function applyToMembers(
  connection: HubConnection,
  addresses: readonly DueAddress[],
  at: Date,
): Promise<void> {
  await connection.query(
    `INSERT INTO member_address (number, lines, postal_code, town, changed_at)
       SELECT number, ARRAY(SELECT json_array_elements_text(lines::json)), postal_code, town, $5::timestamptz
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (number, lines, postal_code, town)
       ORDER BY number
     ON CONFLICT (number) DO UPDATE SET lines = excluded.lines, postal_code = excluded.postal_code,
       town = excluded.town, changed_at = excluded.changed_at`,
    [...columnsOf(addresses), at.toISOString()],
  );
}

/** Kiosks get it as an ordinary change of the feed. */
async function changePostalCodes(connection: HubConnection, addresses: readonly DueAddress[]): Promise<void> {
  await connection.query(
    `UPDATE member SET postal_code = new.postal_code
     FROM unnest($1::text[], $2::text[]) AS new (number, postal_code)
     WHERE member.number = new.number AND member.postal_code <> new.postal_code`,
    [addresses.map(({ subject }) => subject), addresses.map(({ postalCode }) => postalCode)],
  );
}

async function applyToInsured(
  connection: HubConnection,
  addresses: readonly DueAddress[],
  at: Date,
): Promise<void> {
  await connection.query(
    `UPDATE insured SET lines = ARRAY(SELECT json_array_elements_text(new.lines::json)),
       postal_code = new.postal_code, town = new.town, changed_at = $5::timestamptz
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (nir, lines, postal_code, town)
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
  ];
}
