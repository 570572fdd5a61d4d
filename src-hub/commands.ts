import { keysCommand } from './keys/keys-command.ts';
import { accountsCommand } from './accounts/requests/accounts-command.ts';
import { newEpochCommand } from './people/feed/new-epoch-command.ts';
import { delegationsCommand } from './member-space/delegations/delegations-command.ts';
import type { HubCommand } from './core/hub-command.ts';
import { importCommand } from './people/members/import-command.ts';
import { insuredCommand } from './people/insured/insured-command.ts';
import { kiosksCommand } from './kiosks/kiosks-command.ts';
import { addressesCommand } from './people/addresses/addresses-command.ts';
import { lettersCommand } from './letters/batches/letters-command.ts';
import { auditCommand } from './observe/audit-command.ts';
import { reportCommand } from './observe/report-command.ts';
import { DATA_COMMANDS } from './member-space/data/imports/data-commands.ts';
import { releasesCommand } from './releases/releases-command.ts';
import { requestsCommand } from './member-space/requests/staff/requests-command.ts';
import { staffCommand } from './staff/staff-command.ts';
import { serveCommand } from './serve-command.ts';
import { migrateCommand } from './migrate-command.ts';
import { tidyCommand } from './tidy/tidy-command.ts';

/** All commands, by their first words. */
export const COMMANDS: readonly HubCommand[] = [
  serveCommand,
  migrateCommand,
  kiosksCommand,
  staffCommand,
  releasesCommand,
  importCommand,
  insuredCommand,
  ...DATA_COMMANDS,
  lettersCommand,
  addressesCommand,
  accountsCommand,
  requestsCommand,
  delegationsCommand,
  keysCommand,
  auditCommand,
  reportCommand,
  tidyCommand,
  newEpochCommand,
];
