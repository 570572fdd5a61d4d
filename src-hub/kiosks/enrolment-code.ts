import { LETTER_CODE_ALPHABET } from '../../src-shared/values/letter-code.ts';
import { keyedHash } from '../basics/hashes.ts';

/** Characters of an enrolment code: 16 of 22 are 71 bits. */
const LENGTH = 16;
const GROUP = 4;

/** Makes an enrolment code in groups, such as `ACDE-FGHJ-KMNP-3467`; each character equally likely. */
export function makeEnrolmentCode(randomBytes: (count: number) => Buffer): string {
  const size = LETTER_CODE_ALPHABET.length;
  const fair = 256 - (256 % size);
  let code = '';
  while (code.length < LENGTH)
    for (const byte of randomBytes(LENGTH))
      if (byte < fair && code.length < LENGTH) code += LETTER_CODE_ALPHABET.charAt(byte % size);
  return (code.match(new RegExp(`.{${GROUP}}`, 'gu')) ?? []).join('-');
}

/** What is kept of an enrolment code; small letters, gaps and dashes in what was typed do not matter. */
export function enrolmentCodeHash(secret: string, typed: string): Buffer {
  const code = typed.replaceAll(/[\s.–—-]/gu, '').toUpperCase();
  return keyedHash(secret, 'enrolment-code', code);
}
