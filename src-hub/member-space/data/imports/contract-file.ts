import { readFiledDay } from '../../../../src-shared/values/day.ts';
import type { DataFile } from './data-file.ts';
import { readGuarantee, NO_GUARANTEE, GUARANTEE_HEADERS } from './guarantee-words.ts';
import { PERSON_FIELDS, PERSON_HEADERS, PERSON_KEYS, personMeant, readPerson } from './person-columns.ts';

const FIELDS = [...PERSON_FIELDS, 'guarantee', 'since', 'until'] as const;

/** File of contracts: who has which guarantee, from when to when. */
export const CONTRACT_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'contracts',
  about: 'Imports who has which guarantee, and from when to when',
  headers: {
    fields: FIELDS,
    usual: {
      ...PERSON_HEADERS,
      guarantee: GUARANTEE_HEADERS,
      since: ['since', 'depuis', 'debut', 'datededebut', 'datedebut', 'dateeffet', 'datedeffet'],
      until: ['until', 'jusquau', 'fin', 'datedefin', 'datefin', 'echeance'],
    },
    optional: [...PERSON_FIELDS, 'until'],
    nullable: [],
    numeric: [],
    keys: PERSON_KEYS,
  },
  table: 'contract',
  columns: ['holder', 'guarantee', 'since', 'until'],
  keys: 3,
  onlyNew: null,
  hasHolder: true,
  replaces: 'full',
  counted: 3,
  kept: 'holder',
  keep: (text, { secret }) => personMeant(text, secret),
  check(row, { secret }) {
    const subject = readPerson(row, secret);
    const guarantee = row.required('guarantee', readGuarantee, NO_GUARANTEE);
    const since = row.required('since', readFiledDay, 'not a day such as 01/01/2026');
    // An end that cannot be read decides about the row: without it the contract would go on for ever.
    const until =
      row.text('until') === '' && row.damage('until') === null
        ? null
        : row.required('until', readFiledDay, 'not a day such as 31/12/2026');
    if (until !== null && since !== null && until < since) row.refuse('until', 'before since');
    if (row.fault !== null || subject === null || guarantee === null || since === null) return null;
    return { key: `${subject} ${guarantee} ${since}`, cells: [subject, guarantee, since, until] };
  },
};
