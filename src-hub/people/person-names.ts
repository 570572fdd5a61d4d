import { splitSubjects } from './subjects.ts';
import { type Queryable, queryOf } from '../database/single-statement.ts';

/** Given and family names by subject (see `subjectOf`). Unknown people are left out. */
export async function namesOf(
  where: Queryable,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await queryOf(where)<{ subject: string; name: string }>(
    `SELECT number AS subject, given_name || ' ' || family_name AS name FROM member
     WHERE number = ANY ($1::text[])
     UNION ALL
     SELECT 'nir:' || encode(nir, 'hex'), given_name || ' ' || family_name FROM insured
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir))`,
    [numbers, nirs],
  );
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}

/** Given and family name of a person; null when head office does not know the person. */
export async function nameOf(where: Queryable, subject: string): Promise<string | null> {
  return (await namesOf(where, [subject])).get(subject) ?? null;
}
