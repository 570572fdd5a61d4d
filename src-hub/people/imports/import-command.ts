import path from 'node:path';
import { EXIT } from '../../basics/exit-codes.ts';
import type { SettingNeed } from '../../basics/settings/settings.ts';
import type { AuditedCommand, Told } from '../../cli/declaration.ts';
import { defineCommand, notDone, summaryLine, type DeclaredCommand } from '../../cli/define-command.ts';
import {
  anyText,
  argument,
  flag,
  option,
  readBy,
  type Given,
  type Parameters,
} from '../../cli/parameters.ts';
import { ENCODING_NAMES, encodingNamed } from './files/encodings.ts';
import { importFile, type FileKind, type ImportOptions, type ImportReport } from './import-file.ts';
import type { FileColumns } from './files/mapping.ts';
import { readMapping, type ReadMapping } from './files/read-mapping.ts';

/** What every command takes that reads a file of rows. */
export const FILE_PARAMETERS = {
  file: argument('FILE', 'CSV or NDJSON; separator, header and encoding are found', anyText),
  mapping: option('FILE.json', 'names the column of a field: { "number": "ID_ADH" }', anyText),
  encoding: option(
    'NAME',
    `decides the encoding: ${ENCODING_NAMES}`,
    readBy(encodingNamed, `is not one of ${ENCODING_NAMES}`),
  ),
  rejects: option('FILE', 'where rows go that are set aside, to be mended and imported as they are', anyText),
  report: option('FILE.csv', 'everything that was found, by line and column, without content', anyText),
} as const;

const REPLACING = {
  full: flag('the file is complete: what it does not have is closed or deleted'),
  force: flag('removes even when it is much'),
} as const;

/** When a command that reads a file of rows ends with 1. */
export const FILE_NOT_DONE = 'the file cannot be read, or no row of it is good; nothing was changed';

/** What an import command is made of. */
export interface ImportCommand {
  /** All its words: `addresses import`. */
  readonly name: string;
  /** One sentence without a dot. */
  readonly summary: string;
  readonly kind: FileKind;
  readonly needs?: readonly SettingNeed[];
  /** Name of a file, as in the documentation. */
  readonly example: string;
}

/** Makes the command of a kind of file. All of them have the same options, reports and exit codes. */
export function importCommandOf(command: ImportCommand): DeclaredCommand {
  switch (command.kind.replaces) {
    case 'full':
      return declared(command, { ...FILE_PARAMETERS, ...REPLACING });
    case 'always':
      return declared(command, { ...FILE_PARAMETERS, force: REPLACING.force });
    case 'never':
      return declared(command, FILE_PARAMETERS);
  }
}

/** What may be given to an import; which of it, its parameters decide. */
type GivenFile = Given<typeof FILE_PARAMETERS> & { readonly full?: boolean; readonly force?: boolean };

/** What many people lose at once has somebody who answers for it. */
const FORCED: AuditedCommand<Parameters> = {
  concerns: (given) => {
    const { file, full = false } = given as unknown as GivenFile;
    return `file ${path.basename(file)}${full ? ', full' : ''}`;
  },
  keeps: ['read', 'added', 'changed', 'closed', 'removed', 'rejected'],
  onlyWith: 'force',
};

function declared(
  { name, summary, kind, needs = [], example }: ImportCommand,
  takes: Parameters,
): DeclaredCommand {
  const hasFull = kind.replaces === 'full';
  return defineCommand({
    name,
    summary,
    takes,
    effect: 'changes',
    ...(kind.replaces === 'never' ? {} : { audited: FORCED }),
    needs,
    setsRowsAside: true,
    notDoneWhen: hasFull
      ? 'the file cannot be read, no row of it is good, or it would remove too much; nothing was changed'
      : FILE_NOT_DONE,
    examples: [
      example,
      ...(hasFull ? [`${example} --full`] : []),
      `${example} --dry-run`,
      `${example} --mapping mapping.json --encoding windows-1252`,
    ],
    check: (given) => {
      const { full = false, force = false, ...file } = given as unknown as GivenFile;
      return [...(force && hasFull && !full ? ['--force is for --full.'] : []), ...fileProblems(file)];
    },
    run: async (given, deps, { dryRun, progress }) => {
      const { full = false, force = false, ...file } = given as unknown as GivenFile;
      const read = readOptions(file, kind.columns);
      if (!read.ok) return read.told;
      const outcome = await importFile(deps, kind, { ...read.options, full, force, dryRun }, progress);
      return outcome.kind === 'not-done' ? notDone(outcome.problems) : toldOf(outcome, kind);
    },
  });
}

/** What is wrong with the options of a file; each a sentence. */
export function fileProblems({ file, rejects, report }: Given<typeof FILE_PARAMETERS>): string[] {
  const isSame = [rejects, report].some(
    (other) => other !== undefined && path.resolve(other) === path.resolve(file),
  );
  return [
    ...(isSame ? ['--rejects or --report would overwrite the file itself.'] : []),
    ...(report !== undefined && report === rejects ? ['--rejects and --report are two files.'] : []),
  ];
}

/** The options of a file with its mapping, or what is wrong with that. */
export type ReadOptions =
  | { readonly ok: true; readonly options: Omit<ImportOptions, 'full' | 'force' | 'dryRun'> }
  | { readonly ok: false; readonly told: Told };

/** Reads the mapping of a file. */
export function readOptions(
  { file, mapping, encoding, rejects, report }: Given<typeof FILE_PARAMETERS>,
  columns: FileColumns,
): ReadOptions {
  const read: ReadMapping = mapping === undefined ? { ok: true, mapping: {} } : readMapping(mapping, columns);
  if (!read.ok) return { ok: false, told: { exit: EXIT.usage, lines: read.problems, facts: {} } };
  const named = { encoding: encoding ?? null, rejects: rejects ?? null, report: report ?? null };
  return { ok: true, options: { file, mapping: read.mapping, ...named } };
}

function toldOf(report: ImportReport, { absence }: Pick<FileKind, 'absence'>): Told {
  const { read, added, changed, unchanged, removed, rejected, encodingWords, seconds } = report;
  const counts = {
    ...{ read, added, changed, unchanged },
    [absence === 'people' ? 'closed' : 'removed']: removed,
    rejected,
  };
  const { fields, duplicates, encoding, lines } = report;
  return {
    exit: rejected > 0 ? EXIT.partly : EXIT.done,
    lines: [...lines, summaryLine({ ...counts, encoding: encodingWords, seconds: seconds.toFixed(1) })],
    facts: { ...counts, fields, duplicates, encoding, seconds, found: lines },
  };
}
