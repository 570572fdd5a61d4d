import type { HubCommand } from '../../core/hub-command.ts';
import { exportLetters, type ExportReport } from './export-letters.ts';
import { markPlaced, withdrawBatch } from './letter-batches.ts';
import { privateFiles } from '../../basics/private-files.ts';

const USAGE = 'letters export DIR | letters lost BATCH | letters sent BATCH';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** `letters`: exports waiting letters for the print provider, and records what happened to a missing batch. */
export const lettersCommand: HubCommand = {
  name: 'letters',
  usage: USAGE,
  async run(args, deps, say) {
    const [what, target, ...rest] = args;
    if (target === undefined || rest.length > 0) {
      say(`Usage: ${USAGE}`);
      return 2;
    }
    if (what === 'export') {
      const outcome = await exportLetters(deps, target, privateFiles);
      if (outcome.result === 'busy') {
        say(
          'Another export is running on this database; nothing was done. Run it again when that one has ended.',
        );
        return 1;
      }
      for (const line of linesOf(outcome.report, target)) say(line);
      return outcome.report.fault === null && outcome.report.missing.length === 0 ? 0 : 1;
    }
    if ((what === 'lost' || what === 'sent') && UUID.test(target)) {
      if (what === 'sent') {
        await markPlaced(deps.database, target, deps.now());
        say('Noted: the print provider has this batch.');
        return 0;
      }
      const waiting = await withdrawBatch(deps.database, target, deps.now());
      if (waiting === null) {
        say('No batch of that name was handed over, or it is withdrawn already.');
        return 1;
      }
      say(
        `Withdrawn: its codes are void. ${waiting} letters wait again and get new codes at the next export.`,
      );
      return 0;
    }
    say(`Usage: ${USAGE}`);
    return 2;
  },
};

function linesOf(report: ExportReport, into: string): string[] {
  const { batches, finished, discarded, missing, aside, fault } = report;
  const lines = [
    ...finished.map((folder) => `Finished after an interruption: ${folder}`),
    ...(discarded > 0
      ? [`Thrown away: ${discarded} unfinished batches; their codes are void, their letters made anew.`]
      : []),
    ...batches.map(({ folder, letters }) => `Handed over: ${letters} letters in ${folder}`),
    ...missing.flatMap(({ id, folder }) => [
      `Missing: the batch that was to be in ${folder}. Nothing of it is made again by itself.`,
      `  The print provider has it: letters sent ${id}   It is lost: letters lost ${id}`,
    ]),
  ];
  // Letters are refused only after the list is on disk.
  const late = fault === null ? aside.filter(({ reason }) => reason === 'too-late').length : 0;
  if (aside.length > late)
    lines.push(
      `Set aside: ${aside.length - late} letters without a usable address, see without-address.csv.`,
    );
  if (late > 0)
    lines.push(
      `Too late: ${late} letters waited for an address for 30 days and are refused for good; without-address.csv names them for the last time.`,
    );
  if (fault !== null)
    lines.push(`Stopped: ${into} ${fault}. Mend that and run it again: no letter is lost or made twice.`);
  else if (batches.length === 0) lines.push('No letters to hand over.');
  return lines;
}
