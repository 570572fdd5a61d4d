/** The basic characters of GSM 03.38, one septet each; escaped ones (€, [, …) are not used. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** Length of one SMS in characters. */
export const SMS_LENGTH = 160;

const REPLACEMENTS: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  '’': "'",
  '‘': "'",
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '\u2011': '-',
  '–': '-',
  '—': '-',
  '…': '...',
};

/** Whether GSM-7's basic characters are enough for a text, so that 160 characters fit into one SMS. */
export function isGsm7(text: string): boolean {
  return Array.from(text).every((character) => BASIC.has(character));
}

/**
 * Writes a text in GSM-7's basic characters. Accents that it does not have are dropped; unknown characters become
 * "?".
 */
export function toGsm7(text: string): string {
  return Array.from(text.normalize('NFC'), fold).join('');
}

function fold(character: string): string {
  if (BASIC.has(character)) return character;
  if (/^\s$/u.test(character)) return ' ';
  const replacement = REPLACEMENTS[character] ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
  return replacement !== '' && isGsm7(replacement) ? replacement : '?';
}
