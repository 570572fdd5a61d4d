import { readEmail as readAddress, sameEmail } from '../../../src-shared/values/email.ts';
import { parseNir } from '../../../src-shared/values/nir.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';
import { parseMemberNumber } from '../../../src-shared/values/member-number.ts';
import type { Holder } from '../../../src-shared/values/holder.ts';
import type { HeadOffice } from '../../hub-client/head-office.ts';

/** What is wrong with a field, as the screens say it. */
export interface FieldProblem<Field extends string> {
  readonly kind: 'field';
  readonly field: Field;
  readonly issue: FieldIssue;
}

/** A field in its one form, or what is wrong with it. */
export type ReadField<Value, Field extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: FieldProblem<Field> };

/** Says what is wrong with a field. */
export function wrongField<Field extends string>(
  field: Field,
  issue: FieldIssue,
): { readonly ok: false; readonly problem: FieldProblem<Field> } {
  return { ok: false, problem: { kind: 'field', field, issue } };
}

/** What cannot be read was either not given or is malformed. */
export function unreadable<Field extends string>(
  field: Field,
  typed: string,
): { readonly ok: false; readonly problem: FieldProblem<Field> } {
  return wrongField(field, typed.trim() === '' ? 'missing' : 'malformed');
}

/** An address that was typed twice. */
export function readEmail(first: string, again: string): ReadField<string, 'email' | 'email-again'> {
  const email = readAddress(first);
  if (!email.ok) return wrongField('email', email.reason);
  if (sameEmail(first, again)) return email;
  return wrongField('email-again', again.trim() === '' ? 'missing' : 'differs');
}

/** A holder by what was typed; the NIR itself goes no further than this. `offline`: no key to hash it with yet. */
export function readHolder(
  situation: Situation,
  typed: string,
  headOffice: Pick<HeadOffice, 'holderOfNir'>,
): ReadField<Holder, 'number'> | { readonly ok: false; readonly problem: { readonly kind: 'offline' } } {
  if (situation === 'member') {
    const number = parseMemberNumber(typed);
    return number === null ? unreadable('number', typed) : { ok: true, value: { situation, number } };
  }
  const parsed = parseNir(typed);
  if (!parsed.ok) return wrongField('number', parsed.problem);
  const holder = headOffice.holderOfNir(parsed.nir);
  return holder === null ? { ok: false, problem: { kind: 'offline' } } : { ok: true, value: holder };
}
