import type { HubConnection } from '../database/hub-database.ts';
import { INSURED_SUBJECT, splitSubjects, subjectSql } from '../people/subjects.ts';
import type { LetterNews } from './letter-news.ts';

/** News for the letter of one person. */
export interface PaperNews {
  /** Subject (see `subjectOf`). */
  readonly subject: string;
  readonly what: LetterNews;
  readonly at: Date;
}

/**
 * Tells people by letter, without any code. News join the letter that already waits for the person; the export spaces
 * letters (see `readWaitingLetters`).
 * @returns the people who get one; the others are unknown or closed
 */
export async function postNotices(
  connection: HubConnection,
  news: readonly PaperNews[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (news.length === 0) return new Set();
  const { numbers, nirs } = splitSubjects(news.map(({ subject }) => subject));
  // Locked, so that no export takes one of them while news are added; one that has just been taken is not found.
  const waiting = await connection.query<{ id: string; subject: string }>(
    `SELECT id, ${subjectSql('number', 'insured')} AS subject FROM letter
     WHERE kind = 'notice' AND batch IS NULL AND voided_at IS NULL AND (number = ANY ($1::text[])
       OR insured IN (SELECT decode(nir, 'hex') FROM unnest($2::text[]) AS nir))
     ORDER BY id FOR UPDATE`,
    [numbers, nirs],
  );
  const letters = new Map(waiting.map(({ id, subject }) => [subject, id]));
  const without = splitSubjects(
    [...new Set(news.map(({ subject }) => subject))].filter((one) => !letters.has(one)),
  );
  const made = await connection.query<{ id: string; subject: string }>(
    `INSERT INTO letter (id, number, insured, kind, requested_at)
       SELECT gen_random_uuid(), number, NULL::bytea, 'notice', $3::timestamptz FROM member
         WHERE number = ANY ($1::text[]) AND closed_at IS NULL
       UNION ALL
       SELECT gen_random_uuid(), NULL, nir, 'notice', $3::timestamptz FROM insured
         WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir)) AND closed_at IS NULL
     RETURNING id, coalesce(number, '${INSURED_SUBJECT}' || encode(insured, 'hex')) AS subject`,
    [without.numbers, without.nirs, now.toISOString()],
  );
  for (const { id, subject } of made) letters.set(subject, id);
  const told = news.flatMap((one) => {
    const letter = letters.get(one.subject);
    return letter === undefined ? [] : [{ ...one, letter }];
  });
  await connection.query(
    `INSERT INTO letter_news (letter, what, at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])`,
    [told.map(({ letter }) => letter), told.map(({ what }) => what), told.map(({ at }) => at.toISOString())],
  );
  return new Set(told.map(({ subject }) => subject));
}

/**
 * Orders letters with a code for a new password, which nobody asked for. They stand above the member's limits.
 * @returns the members who get one
 */
export async function postVoidedLetters(
  connection: HubConnection,
  subjects: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const { numbers } = splitSubjects(subjects);
  // A notice that waits need not tell a password that is gone.
  const lighter = await connection.query<{ letter: string }>(
    `DELETE FROM letter_news USING letter WHERE letter.id = letter_news.letter AND what = 'password'
       AND number = ANY ($1::text[]) AND kind = 'notice' AND batch IS NULL RETURNING letter`,
    [numbers],
  );
  await connection.query(
    `UPDATE letter SET voided_at = $2::timestamptz WHERE id = ANY ($1::uuid[])
       AND NOT EXISTS (SELECT FROM letter_news WHERE letter_news.letter = letter.id)`,
    [lighter.map(({ letter }) => letter), now.toISOString()],
  );
  const rows = await connection.query<{ number: string }>(
    `INSERT INTO letter (id, number, requested_at, because)
       SELECT gen_random_uuid(), number, $2::timestamptz, 'voided' FROM member
       WHERE number = ANY ($1::text[]) AND closed_at IS NULL
     RETURNING number`,
    [numbers, now.toISOString()],
  );
  return new Set(rows.map(({ number }) => number));
}
