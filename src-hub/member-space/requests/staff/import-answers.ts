import type { HubDeps } from '../../../core/hub-deps.ts';
import { NotDone } from '../../../people/imports/not-done.ts';
import { withTextFile } from '../../../people/imports/with-text-file.ts';
import { answerRows, type AnswerRow } from './answer-rows.ts';
import { answerRequest, type AnswerOutcome } from './answer-request.ts';
import { answerSchema } from './answer-rule.ts';
import { readRequestName } from './request-name.ts';

/** Why a row was refused. */
export type AnswerFault =
  Exclude<AnswerOutcome, 'answered' | 'same'> | 'unreadable' | 'receipt' | 'state' | 'reply';

/** Result of a file of answers. `problem`: why it could not be read to the end; earlier rows have taken effect. */
export interface AnswersReport {
  readonly read: number;
  readonly answered: number;
  /** Requests that had this answer already. */
  readonly same: number;
  /** In the order of the file, by line, without content. */
  readonly refused: readonly { readonly line: number; readonly reason: AnswerFault }[];
  readonly problem: string | null;
}

/**
 * Imports answers of a back office from CSV or NDJSON: `receipt`, `state` and `reply`. Each row is committed by itself.
 * The same file can be imported again: repeated answers change nothing and send no mail.
 */
export async function importAnswers(deps: HubDeps, name: string): Promise<AnswersReport> {
  const report = { read: 0, answered: 0, same: 0, refused: [] as { line: number; reason: AnswerFault }[] };
  try {
    await withTextFile(name, null, async ({ lines }) => {
      for await (const rows of answerRows(lines))
        for (const row of rows) {
          const outcome = await answerRow(deps, row);
          report.read += 1;
          if (outcome === 'answered' || outcome === 'same') report[outcome] += 1;
          else report.refused.push({ line: row.line, reason: outcome });
        }
    });
    return { ...report, problem: null };
  } catch (error) {
    if (!(error instanceof NotDone)) throw error;
    return { ...report, problem: error.problems.join('; ') };
  }
}

async function answerRow(deps: HubDeps, { cells }: AnswerRow): Promise<AnswerFault | 'answered' | 'same'> {
  if (cells === null) return 'unreadable';
  const name = readRequestName(cells.receipt);
  if (name === null) return 'receipt';
  const answer = answerSchema.safeParse({ state: cells.state, reply: cells.reply });
  if (!answer.success) return answer.error.issues[0]?.path[0] === 'state' ? 'state' : 'reply';
  return answerRequest(deps, name, answer.data);
}
