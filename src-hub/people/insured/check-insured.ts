import type { HubSecret } from '../../basics/hub-secret.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import { readBirthDate } from '../../../src-shared/values/birth-date.ts';
import { readLanguage } from '../../../src-shared/values/language-name.ts';
import { readName } from '../../../src-shared/values/names/person-name.ts';
import { readNir } from '../../../src-shared/values/nir.ts';
import { townWithCedex } from '../../../src-shared/values/contact/place.ts';
import { addressBlock } from '../../../src-shared/values/contact/address-block.ts';
import { ADDRESS_HEADERS, ADDRESS_LINES, ADDRESS_WORDS } from '../imports/address-columns.ts';
import type { RowFault, RowValues } from '../imports/files/fields.ts';
import type { Note } from '../imports/findings.ts';
import { NIR_KEY, type FileColumns } from '../imports/files/mapping.ts';
import { MEMBER_COLUMNS } from '../imports/member-columns.ts';
import {
  BIRTH_DATE_WORDS,
  knownPlace,
  NIR_WORDS,
  PERSON_WORDS,
  readFiledNames,
} from '../imports/person-fields.ts';
import { RowFields } from '../imports/row-fields.ts';
import { nirHashes } from '../nir-key.ts';

const FIELDS = [
  'nir',
  'familyName',
  'givenName',
  'birthDate',
  'line1',
  'line2',
  'line3',
  'line4',
  'postalCode',
  'town',
  'language',
  'birthName',
  'country',
] as const;

/** The columns of a file of insured people. */
export const INSURED_COLUMNS: FileColumns = {
  fields: FIELDS,
  usual: { ...MEMBER_COLUMNS.usual, ...ADDRESS_HEADERS, nir: NIR_KEY.usual },
  optional: ['line2', 'line3', 'line4', 'language', 'birthName', 'country'],
  nullable: [],
  numeric: [],
  keys: [NIR_KEY],
};

/** A person who is only insured by centre 602, as a file tells. Null: what head office has stays. */
export interface FiledInsured {
  /** The hashes of the NIR, as {@link insuredHashes} makes them. */
  readonly nir: string;
  readonly familyName: string;
  /** Empty: it is the family name. */
  readonly birthName: string | null;
  readonly givenName: string;
  readonly birthDate: string | null;
  readonly address: InsuredAddress | null;
  readonly language: Language | null;
}

/** Where letters go. */
export interface InsuredAddress {
  /** One to four lines between name and town. */
  readonly lines: readonly string[];
  readonly postalCode: string;
  readonly town: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
}

/** A valid row, or its fault. `nir`: hashes if it could be read, so that the person is not closed. */
export type CheckedInsured =
  | { readonly ok: true; readonly insured: FiledInsured; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly fault: RowFault; readonly nir: string | null };

/**
 * Checks one row field by field: NIR and names decide about the row. Turns the NIR into its keyed hash; the NIR itself
 * goes no further.
 * @param context `secret`: `HUB_SECRET`; `today`: ISO date
 */
export function checkInsured(
  values: RowValues,
  { secret, today }: { readonly secret: HubSecret; readonly today: string },
): CheckedInsured {
  const row = new RowFields(FIELDS, values);
  const nir = insuredHashes(secret, row.required('nir', readNir, NIR_WORDS));
  const names = readFiledNames(row);
  const givenName = row.required('givenName', readName, PERSON_WORDS.name);
  const birthDate = row.known('birthDate', (text) => readBirthDate(text, today), BIRTH_DATE_WORDS, true);
  const language = row.optional('language', readLanguage, PERSON_WORDS.language);
  if (nir === null || names === null || givenName === null)
    return { ok: false, fault: row.fault ?? { field: null, words: 'missing' }, nir };
  const address = addressOf(row, { familyName: names.familyName, givenName });
  return {
    ok: true,
    insured: { nir, ...names, givenName, birthDate, address, language },
    notes: row.notes,
  };
}

/** The hashes of a NIR with the names of their keys, as one text: the staging table has no more of it. */
export function insuredHashes(secret: HubSecret, nir: string | null): string | null {
  return nir === null
    ? null
    : nirHashes(secret, nir)
        .map(({ key, hash }) => `${key}:${hash}`)
        .join(',');
}

/** The address as a whole: half an old one and half a new one would be nobody's. */
function addressOf(
  row: RowFields<(typeof FIELDS)[number]>,
  names: { readonly familyName: string; readonly givenName: string },
): InsuredAddress | null {
  const damaged = ([...ADDRESS_LINES, 'town'] as const).find((field) => row.damage(field) !== null);
  if (damaged !== undefined) {
    row.note(damaged, 'kept', row.damage(damaged) ?? '');
    return null;
  }
  const place = knownPlace(row);
  if (place === null) return null;
  const lines = ADDRESS_LINES.map((field) => row.text(field)).filter((line) => line !== '');
  const { postalCode, country } = place;
  const address = { lines, postalCode, country, town: townWithCedex(row.text('town'), place) };
  const block = addressBlock({ ...names, ...address });
  if (block.ok) return address;
  row.note('line1', 'kept', ADDRESS_WORDS[block.reason]);
  return null;
}
