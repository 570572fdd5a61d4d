import { EXIT } from '../../../basics/exit-codes.ts';
import type { Told } from '../../../cli/declaration.ts';
import { done, notDone, summaryLine } from '../../../cli/define-command.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { folderFault } from '../../../basics/private-files.ts';
import { exportRequests } from './export-requests.ts';
import { importAnswers, type AnswersFile } from './import-answers.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

/** Most faulty rows that the terminal lists. */
const LISTED = 20;

/** The next export starts this long before the present one, in milliseconds, so that it includes late commits. */
const OVERLAP = 5 * MINUTE;

/** `requests export`. The log records how many were exported. */
export async function exportRequestsTold(
  deps: HubDeps,
  file: string,
  since: Date,
  progress: (text: string) => void,
): Promise<Told> {
  const next = new Date(deps.now().getTime() - OVERLAP);
  let exported;
  try {
    exported = await exportRequests(deps, file, since, progress);
  } catch (error) {
    const fault = folderFault(error);
    if (fault === null) throw error;
    return notDone([`${file} ${fault}; nothing was exported.`]);
  }
  const { count, damaged } = exported;
  deps.log.info({ count, since: since.toISOString() }, 'requests-exported');
  const summary = [
    summaryLine({ exported: count, damaged: damaged.length }),
    `Next time: --since ${next.toISOString()}`,
  ];
  const facts = { count, damaged, next };
  if (damaged.length === 0) return done(summary, facts);
  const more = damaged.length > LISTED ? ', …' : '';
  const receipts = damaged.slice(0, LISTED).join(', ') + more;
  const words = `Damaged, or sealed under another HUB_SECRET: ${receipts}`;
  return notDone([words, ...summary], facts);
}

/** `requests import`: answers of a back office. */
export async function importAnswersTold(
  deps: HubDeps,
  options: AnswersFile,
  progress: (text: string) => void,
): Promise<Told> {
  const { lines, problems, ...counts } = await importAnswers(deps, options, progress);
  const { read, answered, same, refused } = counts;
  const exit =
    problems.length > 0 || (refused > 0 && refused === read)
      ? EXIT.notDone
      : refused > 0
        ? EXIT.partly
        : EXIT.done;
  const summary = summaryLine({ read, answered, 'answered before': same, refused });
  return { exit, lines: [...lines, ...problems, summary], facts: { ...counts, found: lines } };
}
