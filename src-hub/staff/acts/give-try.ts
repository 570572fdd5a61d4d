import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import { TRIES_GIVEN_PER_DAY } from '../../../src-shared/policy/staff/staff.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import { auditPersonKey } from '../../audit/audit-person.ts';
import { readCodeUse } from '../../codes/sent-codes.ts';
import { countedTries } from '../../letters/codes/code-tries.ts';
import { refusedAct, type ActRun } from './act.ts';

/** Takes back the latest wrong code of the member, of a message or of a letter. */
export const giveTry: ActRun<'give-try'> = async (
  connection,
  { now, settings },
  { act: { document }, subject, isRepeated },
) => {
  const { query } = connection;
  const at = now();
  const read = async (): Promise<{ sent: readonly number[]; letter: readonly number[] }> => ({
    sent: (await readCodeUse(connection, subject, 'password', at)).wrong,
    letter: await countedTries(connection, subject, at.getTime()),
  });
  const before = await read();
  const latestSent = before.sent.at(-1) ?? -Infinity;
  const latestLetter = before.letter.at(-1) ?? -Infinity;
  if (!isRepeated) {
    if (latestSent === -Infinity && latestLetter === -Infinity) return refusedAct('nothing-to-give');
    const person = auditPersonKey(settings.HUB_SECRET, subject);
    const [given] = await query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM staff_act
       WHERE person = $1 AND act = 'give-try' AND outcome = 'done' AND at > $2::timestamptz`,
      [person, new Date(at.getTime() - DAY).toISOString()],
    );
    if ((given?.count ?? 0) >= TRIES_GIVEN_PER_DAY) return refusedAct('day-limit');
    await (latestSent >= latestLetter
      ? query(
          `DELETE FROM sent_code_try WHERE (attempt, mac) IN (
             SELECT attempt, mac FROM sent_code_try JOIN sent_code USING (attempt)
             WHERE (counted = $1 OR holder = $1) AND purpose IN ('password', 'account-password')
             ORDER BY sent_code_try.at DESC LIMIT 1)`,
          [subject],
        )
      : query(
          `UPDATE letter_try SET counted = false WHERE attempt IN (
             SELECT attempt FROM letter_try WHERE number = $1 AND counted ORDER BY at DESC LIMIT 1)`,
          [subject],
        ));
  }
  const after = await read();
  const wrong = latestSent >= latestLetter ? after.sent : after.letter;
  return {
    answer: { result: 'done', kind: 'give-try', triesLeft: Math.max(0, MOST_CODE_TRIES - wrong.length) },
    facts: { document: document.kind, last: document.last },
  };
};
