import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { HubCommand } from '../../../core/hub-command.ts';
import { EXIT } from '../../../basics/exit-codes.ts';
import type { Mapping } from '../../../people/imports/mapping.ts';
import { readMapping, type ReadMapping } from '../../../people/imports/read-mapping.ts';
import { CONTRACT_FILE } from './contract-file.ts';
import type { DataFile } from './data-file.ts';
import { DEVICE_FILE } from './device-file.ts';
import { GUARANTEE_FILE } from './guarantee-file.ts';
import { importData, type DataImport, type DataReport } from './import-data.ts';
import { REIMBURSEMENT_FILE } from './reimbursement-file.ts';

const OPTIONS = { full: ' [--full] [--force]', always: ' [--force]', never: '' } as const;

const NO_MAPPING: ReadMapping = { ok: true, mapping: {} };

/** `reimbursements`, `guarantees`, `contracts`, `devices`: import files for the member space (docs/space-data.md). */
export const DATA_COMMANDS: readonly HubCommand[] = [
  dataCommand(REIMBURSEMENT_FILE),
  dataCommand(GUARANTEE_FILE),
  dataCommand(CONTRACT_FILE),
  dataCommand(DEVICE_FILE),
];

function dataCommand<Field extends string>(kind: DataFile<Field>): HubCommand {
  const usage = `${kind.name} FILE [--mapping FILE.json]${OPTIONS[kind.replaces]}`;
  return {
    name: kind.name,
    usage: `${usage}: ${kind.about}, from CSV or NDJSON`,
    async run(args, deps, say) {
      const read = readArguments(args, kind);
      if ('problems' in read) {
        for (const line of [...read.problems, `usage: ${usage}`]) say(line);
        return EXIT.usage;
      }
      const outcome = await importData(deps, kind, read);
      if (outcome.kind === 'not-done') {
        for (const line of outcome.problems) say(line);
        return EXIT.notDone;
      }
      for (const line of linesOf(outcome)) say(line);
      return EXIT.done;
    },
  };
}

/** Schema of a mapping file for this kind of file. Null is allowed for optional fields that the file does not have. */
function mappingSchemaOf({ fields, optional }: DataFile['headers']): z.ZodType<Mapping> {
  const name = z.string().min(1);
  return z.strictObject(
    Object.fromEntries(
      fields.map((field) => [field, (optional.includes(field) ? name.nullable() : name).optional()]),
    ),
  );
}

function readArguments<Field extends string>(
  args: readonly string[],
  { headers, replaces }: DataFile<Field>,
): DataImport | { readonly problems: readonly string[] } {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        full: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
      },
    });
  } catch {
    // The error's message would quote the argument.
    return { problems: ['there is no such option'] };
  }
  const [file, ...more] = parsed.positionals;
  const { full, force, mapping: mappingFile } = parsed.values;
  if (file === undefined || more.length > 0) return { problems: ['one file is imported at a time'] };
  if (full && replaces !== 'full') return { problems: ['--full is not for this kind of file'] };
  if (force && replaces === 'never') return { problems: ['--force is not for this kind of file'] };
  if (force && replaces === 'full' && !full) return { problems: ['--force is for --full'] };
  const read = mappingFile === undefined ? NO_MAPPING : readMapping(mappingFile, mappingSchemaOf(headers));
  return read.ok ? { file, mapping: read.mapping, full, force } : read;
}

function linesOf(report: DataReport): string[] {
  const { read, added, changed, unchanged, removed, rejected, duplicates, encoding, seconds } = report;
  const lines = [report.form, ...report.faults];
  if (duplicates.count > 0)
    lines.push(
      `${duplicates.count} rows come again; the last counts (lines ${duplicates.lines.join(', ')}${duplicates.count > duplicates.lines.length ? ', …' : ''})`,
    );
  lines.push(
    `read ${read}, added ${added}, changed ${changed}, unchanged ${unchanged}, removed ${removed}, rejected ${rejected}, ` +
      `encoding ${encoding} (detected), seconds ${seconds.toFixed(1)}`,
  );
  return lines;
}
