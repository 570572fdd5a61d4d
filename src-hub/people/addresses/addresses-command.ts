import { commandGroup } from '../../cli/command-group.ts';
import { importCommandOf } from '../imports/import-command.ts';
import { ADDRESS_FILE } from './address-file.ts';

/** `addresses`: imports postal addresses of members (docs/letters.md). */
export const addressesCommand = commandGroup('addresses', [
  importCommandOf({
    name: 'addresses import',
    summary: 'Imports postal addresses of members; who is not in the file keeps what they have',
    kind: ADDRESS_FILE,
    example: 'addresses.csv',
  }),
]);
