import type { HubSecret } from '../basics/hub-secret.ts';
import { ENROLMENT_CODE_LENGTH } from '../../src-shared/values/enrolment-code.ts';
import { LETTER_CODE_ALPHABET } from '../../src-shared/values/letter-code.ts';
import { keyedHash } from '../basics/hashes.ts';
import { randomCode } from '../basics/random-code.ts';

const GROUP = 4;

/** Makes an enrolment code such as `ACDE-FGHJ-KMNP-3467`. All codes are equally likely. */
export function makeEnrolmentCode(randomBytes: (count: number) => Buffer): string {
  const code = randomCode(randomBytes, LETTER_CODE_ALPHABET, ENROLMENT_CODE_LENGTH);
  return (code.match(new RegExp(`.{${GROUP}}`, 'gu')) ?? []).join('-');
}

/** Stored form of an enrolment code. Case, spaces and dashes of what was typed do not matter. */
export function enrolmentCodeHash(secret: HubSecret, typed: string): Buffer {
  const code = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  return keyedHash(secret, 'enrolment-code', code);
}
