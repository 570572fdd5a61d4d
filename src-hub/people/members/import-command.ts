import path from 'node:path';
import { parseArgs } from 'node:util';
import type { HubCommand } from '../../core/hub-command.ts';
import type { Encoding } from '../imports/inspect-file.ts';
import { importMembers, type ImportOptions, type ImportReport } from './import-members.ts';
import { mappingSchema } from '../imports/mapping.ts';
import { readMapping, type ReadMapping } from '../imports/read-mapping.ts';

const USAGE =
  'import FILE [--mapping FILE.json] [--full] [--force] [--encoding utf-8|windows-1252] [--rejects FILE]';

/** `import`: imports a file of members (docs/import.md). */
export const importCommand: HubCommand = {
  name: 'import',
  usage: `${USAGE}: members from CSV or NDJSON`,
  async run(args, deps, say) {
    const read = readArguments(args);
    if ('problems' in read) {
      for (const line of [...read.problems, `usage: ${USAGE}`]) say(line);
      return 2;
    }
    const outcome = await importMembers(deps, read);
    if (outcome.kind === 'not-done') {
      for (const line of outcome.problems) say(line);
      return 1;
    }
    for (const line of reportLines(outcome, read)) say(line);
    return 0;
  },
};

const NO_MAPPING: ReadMapping = { ok: true, mapping: {} };

interface Problems {
  readonly problems: readonly string[];
}

function readArguments(args: readonly string[]): ImportOptions | Problems {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        encoding: { type: 'string' },
        rejects: { type: 'string' },
        full: { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : 'wrong arguments'] };
  }
  const { positionals, values } = parsed;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) return { problems: ['one file is imported at a time'] };
  const encoding = encodingNamed(values.encoding);
  if (encoding === undefined) return { problems: ['--encoding is utf-8 or windows-1252'] };
  const { full, force, rejects } = values;
  if (force && !full) return { problems: ['--force is for --full'] };
  if (rejects !== undefined && path.resolve(rejects) === path.resolve(file))
    return { problems: ['--rejects would overwrite the file itself'] };
  const read = values.mapping === undefined ? NO_MAPPING : readMapping(values.mapping, mappingSchema);
  if (!read.ok) return read;
  const { mapping } = read;
  return { file, mapping, encoding, full, force, rejects: rejects ?? null };
}

function encodingNamed(name: string | undefined): Encoding | null | undefined {
  if (name === undefined) return null;
  const plain = name.toLowerCase();
  if (plain === 'utf-8' || plain === 'utf8') return 'utf-8';
  return plain === 'windows-1252' || plain === 'cp1252' ? 'windows-1252' : undefined;
}

function reportLines(report: ImportReport, options: ImportOptions): string[] {
  const { read, added, changed, reopened, unchanged, closed, rejected, duplicates } = report;
  const detected = options.encoding === null ? ' (detected)' : '';
  const lines = [report.form, ...report.faults];
  if (report.rejectsFile !== null)
    lines.push(`${rejected} set aside in ${report.rejectsFile}: mend and import that file`);
  if (duplicates.count > 0)
    lines.push(
      `${duplicates.count} rows have a number that comes again; the last counts (lines ${duplicates.lines.join(', ')}${duplicates.count > duplicates.lines.length ? ', …' : ''})`,
    );
  if (reopened > 0) lines.push(`${reopened} of the changed were closed and are members again`);
  lines.push(
    `read ${read}, added ${added}, changed ${changed}, unchanged ${unchanged}, closed ${closed}, rejected ${rejected}, ` +
      `encoding ${report.encoding}${detected}, seconds ${report.seconds.toFixed(1)}`,
  );
  return lines;
}
