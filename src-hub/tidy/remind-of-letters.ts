import type { Language } from '../../src-shared/messages/languages.ts';
import { lastDayOf } from '../letters/codes/letter-term.ts';
import { tellPeople } from '../mail/tell-people.ts';
import { subjectSql } from '../people/subjects.ts';
import type { TidyStep } from './tidy-step.ts';
import { LETTER_REMINDER_BEFORE } from '../../src-shared/policy/letters.ts';

interface Unused {
  /** See `subjectOf`. */
  readonly subject: string;
  readonly language: Language;
  readonly expires_at: Date;
}

/** Reminds of provisional passwords that expire soon, once per request, at the addresses on file. */
export const remindOfLetters: TidyStep = async (connection, deps, limit) => {
  const now = deps.now();
  const rows = await connection.query<Unused>(
    `UPDATE account_request request SET reminded_at = $1::timestamptz FROM letter
     WHERE letter.id = request.letter AND request.id IN
       (SELECT unused.id FROM account_request unused
          JOIN letter ON letter.id = unused.letter
          JOIN letter_batch batch ON batch.id = letter.batch
          LEFT JOIN member ON member.number = letter.number
          LEFT JOIN insured ON insured.nir = letter.insured
        WHERE unused.reminded_at IS NULL AND unused.activated_at IS NULL
          AND letter.spent_at IS NULL AND letter.voided_at IS NULL
          AND letter.expires_at > $1::timestamptz AND letter.expires_at <= $2::timestamptz
          AND batch.handed_over_at IS NOT NULL AND batch.withdrawn_at IS NULL
          AND coalesce(member.closed_at, insured.closed_at) IS NULL
        LIMIT $3 FOR UPDATE OF unused SKIP LOCKED)
     RETURNING ${subjectSql('request.number', 'request.insured')} AS subject, request.language, letter.expires_at`,
    [now.toISOString(), remindBefore(now).toISOString(), limit],
  );
  if (rows.length === 0) return 0;
  const news = rows.map(({ subject, language, expires_at: expiresAt }) => ({
    ...{ subject, language, expiresAt },
    mail: { kind: 'letter-reminder', lastDay: lastDayOf(expiresAt).getTime() } as const,
  }));
  await tellPeople(connection, deps, news);
  return rows.length;
};

/** Letters that expire before this moment expire soon. */
function remindBefore(now: Date): Date {
  const noonToEnd = now.getTime() - lastDayOf(now).getTime();
  return new Date(now.getTime() + LETTER_REMINDER_BEFORE + noonToEnd);
}
