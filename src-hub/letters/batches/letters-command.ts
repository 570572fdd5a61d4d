import { commandGroup } from '../../cli/command-group.ts';
import { defineCommand, done, notDone, summaryLine } from '../../cli/define-command.ts';
import { anyText, argument, readBy } from '../../cli/parameters.ts';
import { ACTOR } from '../../cli/help-text.ts';
import { exportLetters, type ExportReport } from './export-letters.ts';
import { markPlaced, withdrawBatch } from './letter-batches.ts';
import { privateFiles, type PrivateFiles } from '../../basics/private-files.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

const batch = argument(
  'BATCH',
  'id of the batch, as `letters export` tells it',
  readBy(
    (text) => (UUID.test(text) ? text : null),
    'is not the id of a batch, 36 characters such as 01890a5d-…',
  ),
);

const audited = { concerns: (given: { readonly batch: string }) => `batch ${given.batch}` };

const exportCommand = defineCommand({
  name: 'letters export',
  summary: 'Hands the letters that wait to the print provider, in folders',
  takes: {
    folder: argument('DIR', 'folder that is there already; each batch becomes a folder in it', anyText),
  },
  effect: 'changes',
  needs: ['secret'],
  notDoneWhen:
    'another export is running, the folder cannot be written, or an earlier batch is missing; what is handed over stays so',
  examples: ['/var/lib/borne-hub/letters', '/var/lib/borne-hub/letters --dry-run'],
  run: async ({ folder }, deps, { dryRun, progress }) => {
    const outcome = await exportLetters(deps, folder, dryRun ? noFiles : privateFiles, undefined, progress);
    if (outcome.result === 'busy')
      return notDone([
        'Another export is running on this database; nothing was done. Run it again when that one has ended.',
      ]);
    const { batches, finished, discarded, missing, aside, fault } = outcome.report;
    const lines = linesOf(outcome.report, folder);
    const facts = { batches, finished, discarded, missing, setAside: aside.length, fault };
    return fault === null && missing.length === 0 ? done(lines, facts) : notDone(lines, facts);
  },
});

/** Files of a dry run: nothing is written, and what is there stays. */
const noFiles: PrivateFiles = {
  ...privateFiles,
  makeFolder: () => Promise.resolve(),
  write: () => Promise.resolve(),
  rename: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};

const sentCommand = defineCommand({
  name: 'letters sent',
  summary: 'Notes that the print provider has a batch whose folder is missing',
  takes: { batch },
  effect: 'changes',
  audited,
  examples: [`01890a5d-ac96-4b5a-8000-1234567890ab ${ACTOR}`],
  run: async ({ batch }, deps) => {
    await markPlaced(deps.database, batch, deps.now());
    return done(['Noted: the print provider has this batch.'], { batch });
  },
});

const lostCommand = defineCommand({
  name: 'letters lost',
  summary: 'Withdraws a batch that was lost: its codes are void, and its letters are made again',
  takes: { batch },
  effect: 'changes',
  audited: { ...audited, keeps: ['waiting'] },
  notDoneWhen: 'no batch of that name was handed over, or it is withdrawn already',
  examples: [`01890a5d-ac96-4b5a-8000-1234567890ab ${ACTOR}`],
  run: async ({ batch }, deps) => {
    const waiting = await withdrawBatch(deps.database, batch, deps.now());
    if (waiting === null)
      return notDone(['No batch of that name was handed over, or it is withdrawn already.'], { batch });
    return done(
      [
        'Withdrawn: its codes are void; its letters get new ones at the next export.',
        summaryLine({ waiting }),
      ],
      { batch, waiting },
    );
  },
});

/** `letters`: exports waiting letters for the print provider, and records what happened to a missing batch. */
export const lettersCommand = commandGroup('letters', [exportCommand, sentCommand, lostCommand]);

function linesOf(report: ExportReport, into: string): string[] {
  const { batches, finished, discarded, missing, aside, fault } = report;
  // Letters are refused only after the list is on disk.
  const late = fault === null ? aside.filter(({ reason }) => reason === 'too-late').length : 0;
  const setAside = aside.length - late;
  const letters = batches.reduce((sum, batch) => sum + batch.letters, 0);
  return [
    ...finished.map((folder) => `Finished after an interruption: ${folder}`),
    ...(discarded > 0
      ? ['Thrown away: what an interrupted export had begun; its letters are made anew.']
      : []),
    ...batches.map((batch) => `Handed over: ${batch.folder}, letters ${batch.letters}`),
    ...missing.flatMap(({ id, folder }) => [
      `Missing: the batch that was to be in ${folder}. Nothing of it is made again by itself.`,
      `  The print provider has it: letters sent ${id} …   It is lost: letters lost ${id} …   (--operator WHO --reason TEXT)`,
    ]),
    ...(setAside > 0 ? ['Set aside: letters without a usable address, see without-address.csv.'] : []),
    ...(late > 0
      ? [
          'Too late: letters that waited for an address for 30 days are refused for good; without-address.csv names them for the last time.',
        ]
      : []),
    ...(fault === null
      ? []
      : [`Stopped: ${into} ${fault}. Mend that and run it again: no letter is lost or made twice.`]),
    summaryLine({
      ...{ batches: batches.length, letters, finished: finished.length, 'thrown away': discarded },
      ...{ missing: missing.length, 'set aside': setAside, 'too late': late },
    }),
  ];
}
