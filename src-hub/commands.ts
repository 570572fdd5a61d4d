import { accountsCommand } from './accounts/accounts-command.ts';
import { newEpochCommand } from './database/new-epoch-command.ts';
import { delegationsCommand } from './delegations/delegations-command.ts';
import type { HubDeps } from './hub-deps.ts';
import { importCommand } from './import/import-command.ts';
import { insuredCommand } from './insured/insured-command.ts';
import { kiosksCommand } from './kiosks/kiosks-command.ts';
import { addressesCommand } from './letters/addresses-command.ts';
import { lettersCommand } from './letters/letters-command.ts';
import { reportCommand } from './observe/report-command.ts';
import { DATA_COMMANDS } from './space-data/data-commands.ts';
import { requestsCommand } from './requests/requests-command.ts';
import { tidyCommand } from './tidy/tidy-command.ts';

/** One command of `npm run hub -- NAME …`, run on a database whose schema is current. */
export interface HubCommand {
  readonly name: string;
  /** One line for the list of commands. */
  readonly usage: string;
  /**
   * @param say writes a line for the person at the terminal
   * @returns the exit code: 0 done, 1 not done, 2 wrong arguments
   */
  run(args: readonly string[], deps: HubDeps, say: (line: string) => void): Promise<number>;
}

/** All commands besides `serve` and `migrate`. */
export const COMMANDS: readonly HubCommand[] = [
  kiosksCommand,
  importCommand,
  insuredCommand,
  ...DATA_COMMANDS,
  lettersCommand,
  addressesCommand,
  accountsCommand,
  requestsCommand,
  delegationsCommand,
  reportCommand,
  tidyCommand,
  newEpochCommand,
];
