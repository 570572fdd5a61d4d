import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../src-shared/values/birth-date.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { Merged } from '../imports/import-file.ts';
import { stagedLine, type StagingTable } from '../imports/staged-rows.ts';
import type { FiledInsured } from './check-insured.ts';
import { moveNirIndex } from './nir-index.ts';

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
       birth_date text, lines text, postal_code text, town text, language text, birth_name text, country text,
       person bytea) ON COMMIT DROP`,
  );
  await connection.query('CREATE TEMPORARY TABLE import_kept (nir text NOT NULL) ON COMMIT DROP');
  await connection.query(
    'CREATE TEMPORARY TABLE import_kept_person (nir text NOT NULL, person bytea NOT NULL) ON COMMIT DROP',
  );
}

/** Staging table of insured people, for `staged-rows.ts`. `nir`: from `insuredHashes`. */
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

/** SQL: the hashes of a staging table, one a row. */
const hashesOf = (table: string): string =>
  `(SELECT ${table}.*, split_part(one, ':', 1) AS key, decode(split_part(one, ':', 2), 'hex') AS hash
    FROM ${table}, unnest(string_to_array(${table}.nir, ',')) AS one)`;

/** Finds the people of staging by any of their hashes, and gives those who are new an identity. */
export async function findStagedInsured({ query }: HubConnection): Promise<void> {
  const found = (table: string): string =>
    `SELECT DISTINCT one.nir, nir_hash.person FROM ${hashesOf(table)} one JOIN nir_hash ON nir_hash.hash = one.hash`;
  await query(`INSERT INTO import_kept_person ${found('import_kept')}`);
  await query(
    `UPDATE import_insured SET person = found.person FROM (${found('import_insured')}) found
     WHERE found.nir = import_insured.nir`,
  );
  await query(
    `UPDATE import_insured
     SET person = decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex') WHERE person IS NULL`,
  );
  await query('ANALYZE import_insured');
}

/** Stores the hashes of all people of the file, also of rows with a fault, and moves the index when it has everybody. */
async function indexNir(connection: HubConnection, at: Date): Promise<void> {
  for (const table of ['import_insured', 'import_kept_person'])
    await connection.query(
      `INSERT INTO nir_hash (hash, person, key) SELECT hash, person, key FROM ${hashesOf(table)} one
       WHERE NOT EXISTS (SELECT FROM nir_hash WHERE nir_hash.hash = one.hash)
       ON CONFLICT DO NOTHING`,
    );
  await moveNirIndex(connection, at);
}

const ABSENT = `NOT EXISTS (SELECT FROM import_insured s WHERE s.person = insured.nir)
  AND NOT EXISTS (SELECT FROM import_kept_person k WHERE k.person = insured.nir)`;

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
       SELECT person AS nir, family_name, given_name, birth_date,
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
  await indexNir(connection, at);
  return counts ?? { added: 0, changed: 0, removed: 0 };
}
