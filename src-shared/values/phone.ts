/** A French mobile number: 06 or 07 and eight digits; a code can reach no other by text message. */
const MOBILE = /^0([67][0-9]{8})$/u;

/**
 * Reads a mobile number as people write it: gaps, dots, dashes and the country code do not count.
 * @returns the number as E.164 has it (`+33612345678`), or null when it is not a French mobile number
 */
export function parseMobile(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s.\-–()/]/gu, '')
    .replace(/^(?:\+|00)330?/u, '0');
  const [, digits] = MOBILE.exec(plain) ?? [];
  return digits === undefined ? null : `+33${digits}`;
}

/**
 * A phone number on a public screen: the last two digits, so that its owner knows which phone to look at.
 * @param phone E.164
 */
export function maskPhone(phone: string): string {
  return `** ** ** ** ${phone.slice(-2)}`;
}
