import { readSaidBirthDate } from '../../../src-shared/values/birth-date.ts';
import { emailAsTyped, readEmail, sameEmail } from '../../../src-shared/values/contact/email.ts';
import { readFamilyName } from '../../../src-shared/values/names/person-name.ts';
import { readNir } from '../../../src-shared/values/nir.ts';
import type { Reading } from '../../../src-shared/values/reading.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { memberNumberOf } from '../../../src-shared/values/member-number.ts';
import { readStatedPostalCode } from '../../../src-shared/values/contact/place.ts';

/** Fields of a request for an account, in order. */
export const REQUEST_FIELDS = [
  'number',
  'email',
  'email-again',
  'family-name',
  'postal-code',
  'birth-date',
] as const;

export type RequestField = (typeof REQUEST_FIELDS)[number];

/** What a request is for. */
export type RequestPurpose = ScreenOf<'account-request'>['purpose'];

/** The fields that this purpose needs. */
export function fieldsOf(purpose: RequestPurpose): readonly RequestField[] {
  return purpose === 'create' ? REQUEST_FIELDS : REQUEST_FIELDS.filter((field) => !field.startsWith('email'));
}

/** The value in its normal form, or what is wrong with it. */
export type JudgedField =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly issue: FieldIssue };

/** Data needed to check a field. */
export interface RequestGround {
  readonly situation: Situation;
  /** Today's ISO date. */
  readonly today: string;
  /** The first address; the second has to be the same. */
  readonly email: string;
  /** Whether the postal code is of another country. */
  readonly isAbroad: boolean;
}

/** Checks a typed field; main checks it again. */
export function judgeField(field: RequestField, typed: string, ground: RequestGround): JudgedField {
  switch (field) {
    case 'number':
      return ground.situation === 'member' ? judgeParsed(memberNumberOf(typed)) : judgeRead(readNir(typed));
    case 'email':
      return judgeRead(readEmail(typed), emailAsTyped(typed));
    case 'email-again':
      return sameEmail(typed, ground.email) ? { ok: true, value: typed } : { ok: false, issue: 'differs' };
    case 'family-name':
      return judgeRead(readFamilyName(typed));
    case 'birth-date':
      return judgeRead(readSaidBirthDate(typed, ground.today));
    case 'postal-code':
      return judgeRead(readStatedPostalCode(typed, ground.isAbroad));
  }
}

/** @param shown the form for the screens; main reads it again */
function judgeRead(read: Reading<string, FieldIssue>, shown?: string): JudgedField {
  return read.ok ? { ok: true, value: shown ?? read.value } : { ok: false, issue: read.reason };
}

function judgeParsed(value: string | null): JudgedField {
  return value === null ? { ok: false, issue: 'malformed' } : { ok: true, value };
}
