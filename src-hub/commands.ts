import { accountsCommand } from './accounts/requests/accounts-command.ts';
import { newEpochCommand } from './people/feed/new-epoch-command.ts';
import { delegationsCommand } from './member-space/delegations/delegations-command.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { importCommand } from './people/members/import-command.ts';
import { insuredCommand } from './people/insured/insured-command.ts';
import { kiosksCommand } from './kiosks/kiosks-command.ts';
import { addressesCommand } from './people/addresses/addresses-command.ts';
import { lettersCommand } from './letters/batches/letters-command.ts';
import { reportCommand } from './observe/report-command.ts';
import { DATA_COMMANDS } from './member-space/data/imports/data-commands.ts';
import { requestsCommand } from './member-space/requests/staff/requests-command.ts';
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
