import { cleanDate } from '../../../people/imports/normalise.ts';
import type { DataFile } from './data-file.ts';
import { isDay } from './days.ts';
import { guaranteeNamed, NO_GUARANTEE, GUARANTEE_HEADERS } from './guarantee-words.ts';
import { PERSON_FIELDS, PERSON_HEADERS, readPerson } from './person-columns.ts';

const FIELDS = [...PERSON_FIELDS, 'guarantee', 'since', 'until'] as const;

/** File of contracts: who has which guarantee, from when to when. */
export const CONTRACT_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'contracts',
  about: 'who has which guarantee',
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
  },
  table: 'contract',
  columns: ['holder', 'guarantee', 'since', 'until'],
  keys: 3,
  onlyNew: null,
  hasHolder: true,
  replaces: 'full',
  counted: 3,
  kept: 'holder',
  keep: (texts, { secret }) => {
    const person = readPerson(texts, secret);
    return person.ok ? person.subject : null;
  },
  check(texts, { secret }) {
    const person = readPerson(texts, secret);
    if (!person.ok) return person;
    const guarantee = guaranteeNamed(texts.guarantee);
    if (guarantee === null) return { ok: false, fault: NO_GUARANTEE };
    const since = cleanDate(texts.since);
    if (!isDay(since)) return { ok: false, fault: 'since: not a day such as 01/01/2026' };
    const until = texts.until === '' ? null : cleanDate(texts.until);
    if (until !== null && !isDay(until)) return { ok: false, fault: 'until: not a day such as 31/12/2026' };
    if (until !== null && until < since) return { ok: false, fault: 'until: before since' };
    const { subject } = person;
    return {
      ok: true,
      key: `${subject} ${guarantee} ${since}`,
      cells: [subject, guarantee, since, until],
    };
  },
};
