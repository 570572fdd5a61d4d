import { parseArgs } from 'node:util';
import type { HubCommand } from '../../core/hub-command.ts';
import { EXIT } from '../../basics/exit-codes.ts';
import { importInsured, type InsuredImport, type InsuredReport } from './import-insured.ts';

const USAGE = 'insured FILE [--full] [--force]';

/** `insured`: imports people who are only insured by centre 602 (docs/import.md). */
export const insuredCommand: HubCommand = {
  name: 'insured',
  usage: `${USAGE}: people only insured by centre 602, from CSV or NDJSON`,
  async run(args, deps, say) {
    const read = readArguments(args);
    if (typeof read === 'string') {
      say(read);
      say(`Usage: ${USAGE}`);
      return EXIT.usage;
    }
    const outcome = await importInsured(deps, read);
    if (outcome.kind === 'not-done') {
      for (const line of outcome.problems) say(line);
      return EXIT.notDone;
    }
    for (const line of linesOf(outcome)) say(line);
    return EXIT.done;
  },
};

/** @returns the arguments, or a text that says what is wrong with them */
function readArguments(args: readonly string[]): InsuredImport | string {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { full: { type: 'boolean', default: false }, force: { type: 'boolean', default: false } },
    });
  } catch {
    // The error's message would quote the argument.
    return 'There is no such option.';
  }
  const [file, ...more] = parsed.positionals;
  const { full, force } = parsed.values;
  if (file === undefined || more.length > 0) return 'One file is imported at a time.';
  return force && !full ? '--force is for --full.' : { file, full, force };
}

function linesOf(report: InsuredReport): string[] {
  const { read, added, changed, closed, rejected, duplicates, encoding } = report;
  const lines = [...report.faults];
  if (duplicates.count > 0)
    lines.push(
      `${duplicates.count} rows have a NIR that comes again; the last counts (lines ${duplicates.lines.join(', ')}${duplicates.count > duplicates.lines.length ? ', …' : ''})`,
    );
  const unchanged = read - rejected - duplicates.count - added - changed;
  lines.push(
    `read ${read}, added ${added}, changed ${changed}, unchanged ${unchanged}, closed ${closed}, rejected ${rejected}, encoding ${encoding} (detected)`,
  );
  return lines;
}
