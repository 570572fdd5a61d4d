import { importCommandOf } from '../imports/import-command.ts';
import { MEMBER_FILE } from './member-file.ts';

/** `import`: imports a file of members (docs/import.md). */
export const importCommand = importCommandOf({
  name: 'import',
  summary: 'Imports members; kiosks hear of what changed within a second',
  kind: MEMBER_FILE,
  example: 'members.csv',
});
