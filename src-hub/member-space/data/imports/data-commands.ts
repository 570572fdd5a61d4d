import type { HubCommand } from '../../../core/hub-command.ts';
import { importCommandOf } from '../../../people/imports/import-command.ts';
import { CONTRACT_FILE } from './contract-file.ts';
import type { DataFile } from './data-file.ts';
import { dataKind } from './data-kind.ts';
import { DEVICE_FILE } from './device-file.ts';
import { GUARANTEE_FILE } from './guarantee-file.ts';
import { REIMBURSEMENT_FILE } from './reimbursement-file.ts';

/** `reimbursements`, `guarantees`, `contracts`, `devices`: import files for the member space (docs/space-data.md). */
export const DATA_COMMANDS: readonly HubCommand[] = [
  dataCommand(REIMBURSEMENT_FILE),
  dataCommand(GUARANTEE_FILE),
  dataCommand(CONTRACT_FILE),
  dataCommand(DEVICE_FILE),
];

function dataCommand<Field extends string>(file: DataFile<Field>): HubCommand {
  return importCommandOf({
    name: file.name,
    summary: file.about,
    kind: dataKind(file),
    needs: ['secret'],
    example: `${file.name}.csv`,
  });
}
