import { LETTER_CODE_ALPHABET } from './letter-code.ts';
import { refused, taken, type Reading } from './reading.ts';

/** Number of characters of an enrolment code: 16 of 22 are 71 bits. */
export const ENROLMENT_CODE_LENGTH = 16;

/** An enrolment code in groups, as it is shown and documented. */
export const SAMPLE_ENROLMENT_CODE = 'ACDE-FGHJ-KMNP-3467';

/** Why a text is no enrolment code. `characters`: it has one that no code has. */
export type EnrolmentCodeReason = 'length' | 'characters';

/** Reads an enrolment code as typed or pasted: lower case, spaces and dashes are accepted. */
export function readEnrolmentCode(typed: string): Reading<string, EnrolmentCodeReason> {
  const code = typed.replaceAll(/[\s.\p{Pd}]/gu, '').toUpperCase();
  if (Array.from(code).some((character) => !LETTER_CODE_ALPHABET.includes(character)))
    return refused('characters');
  return code.length === ENROLMENT_CODE_LENGTH ? taken(code) : refused('length');
}
