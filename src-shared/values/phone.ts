/** A French mobile number: 06 or 07 and eight digits. Codes by text message go to no other number. */
const MOBILE = /^0([67][0-9]{8})$/u;

/**
 * Reads a typed mobile number. Spaces, dots, dashes and the country code do not matter.
 * @returns the number in E.164 (`+33612345678`); null when it is not a French mobile number
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
 * A phone number on a public screen: its last two digits, so that its owner recognises the phone.
 * @param phone E.164
 */
export function maskPhone(phone: string): string {
  return `** ** ** ** ${phone.slice(-2)}`;
}
