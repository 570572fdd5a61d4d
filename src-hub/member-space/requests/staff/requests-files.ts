import { EXIT } from '../../../basics/exit-codes.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { folderFault } from '../../../basics/private-files.ts';
import { exportRequests } from './export-requests.ts';
import { importAnswers } from './import-answers.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

type Say = (line: string) => void;

/** Most faulty rows that the terminal lists. */
const LISTED = 20;

/** The next export starts this long before the present one, in milliseconds, so that it includes late commits. */
const OVERLAP = 5 * MINUTE;

/** `requests export`. The log records how many were exported. */
export async function exportRequestsCommand(
  deps: HubDeps,
  file: string,
  since: Date,
  say: Say,
): Promise<number> {
  const next = new Date(deps.now().getTime() - OVERLAP);
  let done;
  try {
    done = await exportRequests(deps, file, since);
  } catch (error) {
    const fault = folderFault(error);
    if (fault === null) throw error;
    say(`${file} ${fault}; nothing was exported.`);
    return EXIT.notDone;
  }
  const { count, damaged } = done;
  deps.log.info({ count, since: since.toISOString() }, 'requests-exported');
  say(`Exported ${count}. Next time: --since ${next.toISOString()}`);
  if (damaged.length === 0) return EXIT.done;
  say(
    `The content of ${damaged.length} cannot be opened (damaged, or sealed under another HUB_SECRET): ${damaged.slice(0, LISTED).join(', ')}${damaged.length > LISTED ? ', …' : ''}`,
  );
  return EXIT.notDone;
}

/** `requests import`: answers of a back office. */
export async function importAnswersCommand(deps: HubDeps, file: string, say: Say): Promise<number> {
  const { read, answered, same, refused, problem } = await importAnswers(deps, file);
  for (const { line, reason } of refused.slice(0, LISTED)) say(`  line ${line}: ${reason}`);
  if (refused.length > LISTED) say(`  … and ${refused.length - LISTED} more`);
  say(`Read ${read}, answered ${answered}, had that answer already ${same}, refused ${refused.length}.`);
  if (problem !== null) say(`${file}: ${problem}`);
  return problem === null ? EXIT.done : EXIT.notDone;
}
