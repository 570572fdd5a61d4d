import { INSURED_SUBJECT, splitSubjects } from '../../people/subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { LETTER_WINDOW } from '../../../src-shared/policy/letters.ts';
import { DAY } from '../../../src-shared/time/units.ts';

/** 40 days, in milliseconds: {@link LETTER_WINDOW} before the oldest request that is not yet expired, and some more. */
const LOOK_BACK = LETTER_WINDOW + 10 * DAY;

/** When letters of one kind were requested, by holder. The two kinds have separate limits. */
export class RequestedLetters {
  readonly #moments = new Map<string, number[]>();

  /** @returns when the holder's letters were requested, in any order, in milliseconds since 1970 UTC */
  of(subject: string): readonly number[] {
    return this.#moments.get(subject) ?? [];
  }

  add(subject: string, at: number): void {
    const list = this.#moments.get(subject);
    if (list) list.push(at);
    else this.#moments.set(subject, [at]);
  }
}

/**
 * Reads the letters that count for the limits of these holders, in one query.
 * @param subjects from `subjectOf`; for kind `password` member numbers only
 * @param now receipt of the requests, in milliseconds since 1970 UTC
 */
export async function readRequestedLetters(
  connection: HubConnection,
  kind: 'password' | 'account',
  subjects: readonly string[],
  now: number,
): Promise<RequestedLetters> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<{ subject: string; requested_at: Date }>(
    `SELECT number AS subject, requested_at FROM letter
     WHERE number = ANY ($1::text[]) AND kind = $3 AND requested_at > $4::timestamptz
     UNION ALL
     SELECT '${INSURED_SUBJECT}' || encode(insured, 'hex'), requested_at FROM letter
     WHERE insured IN (SELECT decode(nir, 'hex') FROM unnest($2::text[]) AS nir)
       AND kind = $3 AND requested_at > $4::timestamptz`,
    [numbers, nirs, kind, new Date(now - LOOK_BACK).toISOString()],
  );
  const requested = new RequestedLetters();
  for (const { subject, requested_at: at } of rows) requested.add(subject, at.getTime());
  return requested;
}
