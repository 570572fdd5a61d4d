import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../src-shared/values/birth-date.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { Merged } from '../imports/import-file.ts';
import { stagedLine, type StagingTable } from '../imports/staged-rows.ts';
import type { FiledInsured } from './check-insured.ts';

/** Number of the advisory lock that lets only one import change insured people. */
const INSURED_LOCK = 4_200_005;

/** Keeps other imports out until the commit. */
export async function lockInsured(connection: HubConnection): Promise<void> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [INSURED_LOCK]);
}

/** Makes the staging tables, which the commit drops. */
export async function makeInsuredStaging(connection: HubConnection): Promise<void> {
  await connection.query(
    `CREATE TEMPORARY TABLE import_insured (line integer, nir text, family_name text, given_name text,
       birth_date text, lines text, postal_code text, town text, language text, birth_name text, country text)
       ON COMMIT DROP`,
  );
  await connection.query('CREATE TEMPORARY TABLE import_kept (nir text NOT NULL) ON COMMIT DROP');
}

/** Staging table of insured people, for `staged-rows.ts`. */
export const INSURED_STAGING: StagingTable = {
  table: 'import_insured',
  key: 'nir',
  columns:
    'line, nir, family_name, given_name, birth_date, lines, postal_code, town, language, birth_name, country',
};

/** One row of {@link INSURED_STAGING}, as CSV. */
export function stagedInsured(line: number, insured: FiledInsured): string {
  const { nir, familyName, birthName, givenName, birthDate, address, language } = insured;
  const place =
    address === null ? [null, null, null] : [JSON.stringify(address.lines), address.postalCode, address.town];
  const country = address?.country ?? null;
  return stagedLine(line, [nir, familyName, givenName, birthDate, ...place, language, birthName, country]);
}

const ABSENT = `NOT EXISTS (SELECT FROM import_insured s WHERE decode(s.nir, 'hex') = insured.nir)
  AND NOT EXISTS (SELECT FROM import_kept k WHERE decode(k.nir, 'hex') = insured.nir)`;

/** Counts insured people who are open, and those of them who are not in the file. */
export async function countAbsentInsured(
  connection: HubConnection,
): Promise<{ there: number; absent: number }> {
  const [counts] = await connection.query<{ there: number; absent: number }>(
    `SELECT (SELECT count(*) FROM insured WHERE closed_at IS NULL) AS there,
       (SELECT count(*) FROM insured WHERE closed_at IS NULL AND ${ABSENT}) AS absent`,
  );
  return counts ?? { there: 0, absent: 0 };
}

/** The name of birth after the merge: null in staging leaves it, an empty text removes it. */
const BIRTH_NAME = `nullif(coalesce(s.birth_name, insured.birth_name), '')`;

/**
 * Makes the table of insured people equal to staging, in one statement. Unchanged rows are not touched.
 * @param options `at`: moment of the change; `removes`: closes people who are not in the file
 */
export async function mergeInsured(
  connection: HubConnection,
  { at, removes }: { readonly at: Date; readonly removes: boolean },
): Promise<Merged> {
  const [counts] = await connection.query<Merged>(
    `WITH given AS (
       SELECT decode(nir, 'hex') AS nir, family_name, given_name, birth_date,
         CASE WHEN lines IS NOT NULL THEN ARRAY(SELECT json_array_elements_text(lines::json)) END AS lines,
         postal_code, town, language, birth_name, country
       FROM import_insured
     ), changed AS (
       UPDATE insured SET family_name = s.family_name, given_name = s.given_name,
         birth_name = ${BIRTH_NAME}, birth_date = coalesce(s.birth_date, insured.birth_date), lines = coalesce(s.lines, insured.lines),
         postal_code = coalesce(s.postal_code, insured.postal_code), town = coalesce(s.town, insured.town),
         country = coalesce(s.country, insured.country), language = s.language,
         closed_at = NULL, changed_at = $1::timestamptz
       FROM given s
       WHERE insured.nir = s.nir AND
         (insured.family_name, insured.given_name, insured.birth_date, insured.lines, insured.postal_code,
          insured.town, insured.country, insured.language, insured.birth_name, insured.closed_at)
         IS DISTINCT FROM
         (s.family_name, s.given_name, coalesce(s.birth_date, insured.birth_date), coalesce(s.lines, insured.lines),
          coalesce(s.postal_code, insured.postal_code), coalesce(s.town, insured.town),
          coalesce(s.country, insured.country), s.language, ${BIRTH_NAME}, NULL::timestamptz)
       RETURNING 1
     ), added AS (
       INSERT INTO insured (nir, family_name, birth_name, given_name, birth_date, lines, postal_code, town, country,
         language, changed_at)
       SELECT nir, family_name, nullif(birth_name, ''), given_name, coalesce(birth_date, '${UNKNOWN_BIRTH_DATE}'),
         lines, postal_code, town, coalesce(country, '${DEFAULT_COUNTRY}'), language, $1::timestamptz
       FROM given s WHERE NOT EXISTS (SELECT FROM insured WHERE insured.nir = s.nir)
       RETURNING 1
     ), closed AS (
       UPDATE insured SET closed_at = $1::timestamptz, changed_at = $1::timestamptz
       WHERE $2 AND closed_at IS NULL AND ${ABSENT}
       RETURNING 1
     )
     SELECT (SELECT count(*) FROM added) AS added, (SELECT count(*) FROM changed) AS changed,
       (SELECT count(*) FROM closed) AS removed`,
    [at.toISOString(), removes],
  );
  return counts ?? { added: 0, changed: 0, removed: 0 };
}
