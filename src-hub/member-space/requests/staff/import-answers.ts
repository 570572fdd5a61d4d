import { refused, taken, type Reading } from '../../../../src-shared/values/reading.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { cutFault, type RowFault, type SourceRow } from '../../../people/imports/files/fields.ts';
import { ImportFindings } from '../../../people/imports/import-findings.ts';
import { progressText, type ImportOptions } from '../../../people/imports/import-file.ts';
import type { FileColumns } from '../../../people/imports/files/mapping.ts';
import { NotDone, problemsOf } from '../../../people/imports/files/not-done.ts';
import { openSource } from '../../../people/imports/files/open-source.ts';
import { RowFields } from '../../../people/imports/row-fields.ts';
import { withTextFile } from '../../../people/imports/files/with-text-file.ts';
import { answerRequest } from './answer-request.ts';
import { answerSchema } from './answer-rule.ts';
import { ANSWER_WORDS } from './answer-words.ts';
import { readRequestName, type RequestName } from './request-name.ts';

const FIELDS = ['receipt', 'state', 'reply'] as const;

/** The columns of a file of answers. */
export const ANSWER_COLUMNS: FileColumns = {
  fields: FIELDS,
  usual: {
    receipt: ['recu', 'numeroderecu', 'norecu', 'accuse', 'demande', 'reference', 'id'],
    state: ['etat', 'statut', 'status'],
    reply: ['reponse', 'answer', 'message', 'motif'],
  },
  optional: [],
  nullable: ['reply'],
  numeric: [],
  keys: [{ field: 'receipt', reads: (text) => readRequestName(text) !== null }],
};

/** A file of answers, and what is written beside it. */
export type AnswersFile = Omit<ImportOptions, 'full' | 'force'>;

/** Result of a file of answers. `problems`: why it could not be read to the end; earlier rows have taken effect. */
export interface AnswersReport {
  readonly read: number;
  readonly answered: number;
  /** Requests that had this answer already. */
  readonly same: number;
  readonly refused: number;
  /** What was found by line and column, without content. */
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Imports answers of a back office from CSV or NDJSON: `receipt`, `state` and `reply`. Each row is committed by itself.
 * The same file can be imported again: repeated answers change nothing and send no mail.
 */
export async function importAnswers(
  deps: HubDeps,
  options: AnswersFile,
  progress: (text: string) => void = () => undefined,
): Promise<AnswersReport> {
  const counts = { answered: 0, same: 0 };
  const found = new ImportFindings(options, false);
  const { findings } = found;
  let problems: readonly string[] = [];
  try {
    await withTextFile(options.file, options.encoding, async ({ lines, share }) => {
      const source = await openSource(lines, options.mapping, ANSWER_COLUMNS);
      found.open(source.rejects);
      for await (const rows of source.rows)
        for (const row of rows) {
          progress(progressText(share(), counts.answered + counts.same + findings.refused));
          if (deps.stopping.aborted) throw new NotDone('stopped: the rows before have taken effect');
          const outcome = await answerRow(deps, row);
          if (typeof outcome === 'string') counts[outcome] += 1;
          else {
            findings.refuse(row.line, outcome, true);
            found.setAside([{ row, fault: outcome }]);
          }
        }
    });
  } catch (error) {
    problems = problemsOf(error);
  } finally {
    found.close();
  }
  const { refused: count } = findings;
  const read = counts.answered + counts.same + count;
  return { ...counts, read, refused: count, lines: found.lines(), problems };
}

async function answerRow(deps: HubDeps, { content }: SourceRow): Promise<RowFault | 'answered' | 'same'> {
  if ('kind' in content) return cutFault(content.kind);
  const row = new RowFields(FIELDS, content);
  const name = row.required('receipt', readName, 'neither a receipt number, such as KT4M-7XWA, nor an id');
  const damage = row.damage('reply');
  if (damage !== null) row.refuse('reply', damage);
  const answer = answerSchema.safeParse({ state: row.text('state'), reply: row.text('reply') });
  if (!answer.success) {
    if (answer.error.issues[0]?.path[0] === 'state')
      row.refuse('state', 'neither in-progress, done nor refused');
    else row.refuse('reply', 'needed for a refusal, and not longer than a member can be shown');
  }
  if (row.fault !== null || name === null || !answer.success)
    return row.fault ?? { field: null, words: 'missing' };
  const outcome = await answerRequest(deps, name, answer.data);
  return outcome === 'answered' || outcome === 'same'
    ? outcome
    : { field: null, words: ANSWER_WORDS[outcome] };
}

function readName(text: string): Reading<RequestName, 'malformed'> {
  const name = readRequestName(text);
  return name === null ? refused('malformed') : taken(name);
}
