import type { HubSecret } from '../../../basics/hub-secret.ts';
import { readNir } from '../../../../src-shared/values/nir.ts';
import { readMemberNumber } from '../../../../src-shared/values/member-number.ts';
import { subjectOf } from '../../../../src-shared/values/holder.ts';
import { nirHash } from '../../../people/nir-key.ts';
import { NIR_KEY, NUMBER_KEY } from '../../../people/imports/files/mapping.ts';
import { MEMBER_COLUMNS } from '../../../people/imports/member-columns.ts';
import { NIR_WORDS, NUMBER_WORDS } from '../../../people/imports/person-fields.ts';
import type { Reading } from '../../../../src-shared/values/reading.ts';
import type { ReasonWords } from '../../../people/imports/row-fields.ts';

/** Columns that identify the person; each row fills one of the two. */
export const PERSON_FIELDS = ['number', 'nir'] as const;

/** Usual headers of {@link PERSON_FIELDS} (see `FileColumns`). */
export const PERSON_HEADERS = {
  number: MEMBER_COLUMNS.usual['number'] ?? [],
  nir: NIR_KEY.usual,
};

/** How {@link PERSON_FIELDS} are known in damaged rows. */
export const PERSON_KEYS = [NUMBER_KEY, NIR_KEY] as const;

type PersonField = (typeof PERSON_FIELDS)[number];

/** What is used of a row: see `RowFields`. */
interface PersonRow {
  text(field: PersonField): string;
  damage(field: PersonField): string | null;
  refuse(field: PersonField | null, words: string): void;
  required<Value, Reason extends string>(
    field: PersonField,
    read: (text: string) => Reading<Value, Reason>,
    words: ReasonWords<NoInfer<Reason>>,
  ): Value | null;
}

/**
 * Finds the person of a row, and refuses the row without one. Turns a NIR into its keyed hash; the NIR itself goes no
 * further.
 * @param secret `HUB_SECRET`
 * @returns the subject; null: refused
 */
export function readPerson(row: PersonRow, secret: HubSecret): string | null {
  const damage = PERSON_FIELDS.find((field) => row.damage(field) !== null);
  if (damage !== undefined) row.refuse(damage, row.damage(damage) ?? '');
  else if (row.text('number') !== '' && row.text('nir') !== '') row.refuse(null, 'number, nir: both filled');
  else if (row.text('number') !== '') {
    const number = row.required('number', readMemberNumber, NUMBER_WORDS);
    return number === null ? null : subjectOf({ situation: 'member', number });
  } else if (row.text('nir') !== '') {
    const nir = row.required('nir', readNir, NIR_WORDS);
    return nir === null ? null : insuredSubject(secret, nir);
  } else row.refuse(null, 'number, nir: both empty');
  return null;
}

/** The person whom a faulty row means, when that is certain. @returns the subject; null: nobody knows */
export function personMeant(text: (field: PersonField) => string, secret: HubSecret): string | null {
  const number = readMemberNumber(text('number'));
  const nir = readNir(text('nir'));
  if (number.ok === nir.ok) return null;
  if (number.ok) return subjectOf({ situation: 'member', number: number.value });
  return nir.ok ? insuredSubject(secret, nir.value) : null;
}

/** With the keyed hash of the NIR in place of the person's identity, until the database has found them. */
function insuredSubject(secret: HubSecret, nir: string): string {
  return subjectOf({ situation: 'insured', nir: nirHash(secret, nir).toString('hex') });
}
