import type { HubConnection } from '../../database/hub-database.ts';
import { stagedLine, type StagingTable } from '../imports/staged-rows.ts';
import type { Insured } from './check-insured.ts';

/** Number of the advisory lock that lets only one import change insured people. */
const INSURED_LOCK = 4_200_005;

/** Makes the staging tables, which the commit drops, and keeps other imports out until then. */
export async function makeInsuredStaging(connection: HubConnection): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [INSURED_LOCK]);
  await connection.query(
    `CREATE TEMPORARY TABLE import_insured (line integer, nir text, family_name text, given_name text,
       birth_date text, lines text, postal_code text, town text, language text) ON COMMIT DROP`,
  );
  await connection.query('CREATE TEMPORARY TABLE import_kept (nir text NOT NULL) ON COMMIT DROP');
}

/** Staging table of insured people, for `staged-rows.ts`. */
export const INSURED_STAGING: StagingTable = {
  table: 'import_insured',
  key: 'nir',
  columns: 'line, nir, family_name, given_name, birth_date, lines, postal_code, town, language',
};

/** One row of {@link INSURED_STAGING}, as CSV. */
export function stagedInsured(line: number, insured: Insured): string {
  const { nir, familyName, givenName, birthDate, lines, postalCode, town, language } = insured;
  const text = JSON.stringify(lines);
  return stagedLine(line, [nir, familyName, givenName, birthDate, text, postalCode, town, language]);
}

const ABSENT = `NOT EXISTS (SELECT FROM import_insured s WHERE decode(s.nir, 'hex') = insured.nir)
  AND NOT EXISTS (SELECT FROM import_kept k WHERE decode(k.nir, 'hex') = insured.nir)`;

/** Counts insured people who are open, and those of them who are not in the file. */
export async function countAbsentInsured(
  connection: HubConnection,
): Promise<{ open: number; absent: number }> {
  const [counts] = await connection.query<{ open: number; absent: number }>(
    `SELECT (SELECT count(*) FROM insured WHERE closed_at IS NULL) AS open,
       (SELECT count(*) FROM insured WHERE closed_at IS NULL AND ${ABSENT}) AS absent`,
  );
  return counts ?? { open: 0, absent: 0 };
}

export interface MergedInsured {
  readonly added: number;
  /** Includes people who were closed and are insured again. */
  readonly changed: number;
  readonly closed: number;
}

/**
 * Makes the table of insured people equal to staging, in one statement. Unchanged rows are not touched.
 * @param at moment of the change
 * @param closeAbsent true closes people who are not in the file
 */
export async function mergeInsured(
  connection: HubConnection,
  at: Date,
  closeAbsent: boolean,
): Promise<MergedInsured> {
  const [counts] = await connection.query<MergedInsured>(
    `WITH given AS (
       SELECT decode(nir, 'hex') AS nir, family_name, given_name, birth_date,
         ARRAY(SELECT json_array_elements_text(lines::json)) AS lines, postal_code, town, language
       FROM import_insured
     ), changed AS (
       UPDATE insured SET family_name = s.family_name, given_name = s.given_name, birth_date = s.birth_date,
         lines = s.lines, postal_code = s.postal_code, town = s.town, language = s.language,
         closed_at = NULL, changed_at = $1::timestamptz
       FROM given s
       WHERE insured.nir = s.nir AND
         (insured.family_name, insured.given_name, insured.birth_date, insured.lines, insured.postal_code,
          insured.town, insured.language, insured.closed_at)
         IS DISTINCT FROM
         (s.family_name, s.given_name, s.birth_date, s.lines, s.postal_code, s.town, s.language, NULL::timestamptz)
       RETURNING 1
     ), added AS (
       INSERT INTO insured (nir, family_name, given_name, birth_date, lines, postal_code, town, language, changed_at)
       SELECT s.*, $1::timestamptz FROM given s WHERE NOT EXISTS (SELECT FROM insured WHERE insured.nir = s.nir)
       RETURNING 1
     ), closed AS (
       UPDATE insured SET closed_at = $1::timestamptz, changed_at = $1::timestamptz
       WHERE $2 AND closed_at IS NULL AND ${ABSENT}
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed,
       (SELECT count(*) FROM closed) AS closed`,
    [at.toISOString(), closeAbsent],
  );
  return counts ?? { added: 0, changed: 0, closed: 0 };
}
