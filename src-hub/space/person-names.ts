import { sql } from 'kysely';
import { splitSubjects } from '../accounts/subjects.ts';
import type { HubDatabase } from '../database/hub-database.ts';

/** Given and family name of some people, by the text that stands for each (see `subjectOf`). */
export async function namesOf(
  { db }: HubDatabase,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const { rows } = await sql<{ subject: string; name: string }>`
    SELECT number AS subject, given_name || ' ' || family_name AS name FROM member
    WHERE number = ANY (${numbers}::text[])
    UNION ALL
    SELECT 'nir:' || encode(nir, 'hex'), given_name || ' ' || family_name FROM insured
    WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest(${nirs}::text[]) AS asked (nir))`.execute(db);
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}

/** The name of one person; null when head office does not know it any more. */
export async function nameOf(database: HubDatabase, subject: string): Promise<string | null> {
  return (await namesOf(database, [subject])).get(subject) ?? null;
}
