import { importCommandOf } from '../imports/import-command.ts';
import { INSURED_FILE } from './insured-file.ts';

/** `insured`: imports people who are only insured by centre 602 (docs/import.md). */
export const insuredCommand = importCommandOf({
  name: 'insured',
  summary: 'Imports people only insured by centre 602; their NIR is kept as a keyed hash alone',
  kind: INSURED_FILE,
  needs: ['secret'],
  example: 'insured.csv',
});
