import { readFile } from 'node:fs/promises';
import type { HubCommand } from '../../core/hub-command.ts';
import { importAddresses } from './import-addresses.ts';
import { folderFault } from '../../basics/private-files.ts';

const USAGE = 'addresses import FILE';

/** Most refused lines that the terminal lists. */
const LINES_SHOWN = 20;

/** `addresses`: imports postal addresses of members from a CSV file. */
export const addressesCommand: HubCommand = {
  name: 'addresses',
  usage: USAGE,
  async run(args, deps, say) {
    const [what, file, ...rest] = args;
    if (what !== 'import' || file === undefined || rest.length > 0) {
      say(`Usage: ${USAGE}`);
      return 2;
    }
    const content = await readOrFault(file);
    if (typeof content === 'string') {
      say(`${file} ${content}.`);
      return 1;
    }
    const report = await importAddresses(deps.database, content);
    if (!report.ok) {
      say(`${file}: ${report.problem}`);
      return 1;
    }
    const { read, changed, refused, encoding } = report;
    say(`Read ${read} (${encoding}), changed ${changed}, refused ${refused.length}.`);
    for (const { line, reason } of refused.slice(0, LINES_SHOWN)) say(`  line ${line}: ${reason}`);
    if (refused.length > LINES_SHOWN) say(`  … and ${refused.length - LINES_SHOWN} more`);
    return 0;
  },
};

async function readOrFault(file: string): Promise<Buffer | string> {
  try {
    return await readFile(file);
  } catch (error) {
    const fault = error instanceof Error && 'code' in error && error.code === 'EISDIR' ? 'is a folder' : null;
    const words = fault ?? folderFault(error);
    if (words === null) throw error;
    return words.replace('writable', 'readable');
  }
}
