import { readEmail as readAddress, sameEmail } from '../../../src-shared/values/contact/email.ts';
import { readNir } from '../../../src-shared/values/nir.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';
import { memberNumberOf } from '../../../src-shared/values/member-number.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { HeadOffice } from '../../hub-client/head-office.ts';

/** A problem with a field, in the form of the screens. */
export interface FieldProblem<Field extends string> {
  readonly kind: 'field';
  readonly field: Field;
  readonly issue: FieldIssue;
}

/** A field in its normal form, or its problem. */
export type ReadField<Value, Field extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: FieldProblem<Field> };

/** A problem with a field. */
export function wrongField<Field extends string>(
  field: Field,
  issue: FieldIssue,
): { readonly ok: false; readonly problem: FieldProblem<Field> } {
  return { ok: false, problem: { kind: 'field', field, issue } };
}

/** The problem of an unreadable field: missing or malformed. */
export function unreadable<Field extends string>(
  field: Field,
  typed: string,
): { readonly ok: false; readonly problem: FieldProblem<Field> } {
  return wrongField(field, typed.trim() === '' ? 'missing' : 'malformed');
}

/** Reads an e-mail address that was typed twice. */
export function readEmail(first: string, again: string): ReadField<string, 'email' | 'email-again'> {
  const email = readAddress(first);
  if (!email.ok) return wrongField('email', email.reason);
  if (sameEmail(first, again)) return email;
  return wrongField('email-again', again.trim() === '' ? 'missing' : 'differs');
}

/** Reads a holder. The NIR is not passed on. `offline`: there is no key yet to hash it. */
export function readHolder(
  situation: Situation,
  typed: string,
  headOffice: Pick<HeadOffice, 'holderOfNir'>,
): ReadField<Holder, 'number'> | { readonly ok: false; readonly problem: { readonly kind: 'offline' } } {
  if (situation === 'member') {
    const number = memberNumberOf(typed);
    return number === null ? unreadable('number', typed) : { ok: true, value: { situation, number } };
  }
  const parsed = readNir(typed);
  if (!parsed.ok) return wrongField('number', parsed.reason);
  const holder = headOffice.holderOfNir(parsed.value);
  return holder === null ? { ok: false, problem: { kind: 'offline' } } : { ok: true, value: holder };
}
