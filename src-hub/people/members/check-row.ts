import { isUsablePostalCode } from '../../../src-shared/values/contact/postal-code.ts';
import { readMemberNumber } from '../../../src-shared/values/member-number.ts';
import { isPersonName } from '../../../src-shared/values/person-name.ts';
import { readPhone } from '../../../src-shared/values/contact/phone.ts';
import { emailSchema } from '../../../src-shared/values/contact/email.ts';
import { memberSchema, type Member } from '../../../src-shared/hub-api/member.ts';
import { FIELDS, OPTIONAL_FIELD, type Field, type RowFault, type RowValues } from '../imports/fields.ts';
import {
  cleanDate,
  cleanEmail,
  cleanLanguage,
  cleanNumber,
  cleanPhone,
  cleanPostalCode,
  cleanText,
} from '../imports/normalise.ts';

/** A valid row, or its fault. `number`: the number if it could be read, so that the member is not closed. */
export type CheckedRow =
  | { readonly ok: true; readonly member: Member }
  | { readonly ok: false; readonly fault: RowFault; readonly number: string | null };

/** Nobody who was born earlier can be a member now. */
export const EARLIEST_BIRTH = '1880-01-01';

/**
 * C0 and C1 control characters: never intended, and the database refuses NUL. Tabs and line breaks become spaces
 * instead.
 */
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/u; // eslint-disable-line no-control-regex

const CLEANERS: Partial<Readonly<Record<Field, (text: string) => string>>> = {
  number: cleanNumber,
  birthDate: cleanDate,
  postalCode: cleanPostalCode,
  email: cleanEmail,
  phone: cleanPhone,
  language: cleanLanguage,
};

/**
 * Brings the values of a row into the usual form and checks them by the schema of members.
 * @param today ISO date
 */
export function checkRow(values: RowValues, today: string): CheckedRow {
  const row: Partial<Record<Field, string | null>> = {};
  const faults: RowFault[] = [];
  FIELDS.forEach((field, at) => {
    const value = values[at];
    if (value === undefined) {
      if (field !== OPTIONAL_FIELD) faults.push({ kind: 'missing', field });
    } else if (value === null) row[field] = null;
    else if (typeof value !== 'string') faults.push({ kind: 'not-text', field });
    else {
      const kind = textFault(value);
      if (kind) faults.push({ kind, field });
      const text = cleanText(value);
      row[field] = text === null ? null : (CLEANERS[field]?.(text) ?? text);
    }
  });
  const [fault] = faults;
  return fault ? refuseRow(fault, row) : checkedMember(row, today);
}

function checkedMember(row: Partial<Record<Field, string | null>>, today: string): CheckedRow {
  const { language, ...rest } = row;
  const candidate = language === null || language === undefined ? rest : row;
  const result = memberSchema.safeParse(candidate);
  if (!result.success) {
    const field = FIELDS.find((name) => name === result.error.issues[0]?.path[0]) ?? 'number';
    const number = readMemberNumber(row.number ?? '');
    if (field === 'number' && !number.ok && number.reason === 'rounded')
      return refuseRow({ kind: 'rounded', field }, row);
    return refuseRow({ kind: row[field] === null ? 'missing' : 'invalid', field }, row);
  }
  const { birthDate, postalCode, email, phone, familyName, givenName } = result.data;
  if (!isUsablePostalCode(postalCode ?? '')) return refuseRow({ kind: 'invalid', field: 'postalCode' }, row);
  if (!isPersonName(familyName)) return refuseRow({ kind: 'invalid', field: 'familyName' }, row);
  if (!isPersonName(givenName)) return refuseRow({ kind: 'invalid', field: 'givenName' }, row);
  if (email !== null && !emailSchema.safeParse(email).success)
    return refuseRow({ kind: 'invalid', field: 'email' }, row);
  if (phone !== null && !readPhone(phone).ok) return refuseRow({ kind: 'invalid', field: 'phone' }, row);
  if (birthDate < EARLIEST_BIRTH || birthDate > today)
    return refuseRow({ kind: 'invalid', field: 'birthDate' }, row);
  return { ok: true, member: result.data };
}

/** Finds damage in a text: a wrong encoding, or characters that nobody types. Null: no damage. */
export function textFault(text: string): 'encoding' | 'control-character' | null {
  if (text.includes('\ufffd') || !text.isWellFormed()) return 'encoding';
  return CONTROL.test(text) ? 'control-character' : null;
}

function refuseRow(fault: RowFault, row: Partial<Record<Field, string | null>>): CheckedRow {
  const number = memberSchema.shape.number.safeParse(row.number);
  return { ok: false, fault, number: number.success ? number.data : null };
}
