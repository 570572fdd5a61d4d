/** Name of an encoding, as `TextDecoder` has it, or `cp850`. */
export type Encoding = string;

/** Names that people use, besides the labels of the Encoding Standard that the platform knows. */
const OTHER_NAMES: Readonly<Record<string, Encoding>> = {
  ...{ utf16: 'utf-16le', 'utf-16-le': 'utf-16le', 'utf-16-be': 'utf-16be', unicode: 'utf-16le' },
  ...{ macroman: 'macintosh', 'mac-roman': 'macintosh', mac: 'macintosh' },
  ...{ ansi: 'windows-1252', 'cp-1252': 'windows-1252', 1252: 'windows-1252' },
  ...{ cp850: 'cp850', 'cp-850': 'cp850', ibm850: 'cp850', 850: 'cp850', dos: 'cp850', oem: 'cp850' },
};

/** Encodings for the help of `--encoding`. */
export const ENCODING_NAMES = 'utf-8, utf-16le, utf-16be, windows-1252, iso-8859-15, macintosh, cp850';

/** @returns null when nobody knows an encoding of that name */
export function encodingNamed(name: string): Encoding | null {
  const plain = name.trim().toLowerCase();
  const other = Object.hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : undefined;
  if (other !== undefined) return other;
  try {
    return new TextDecoder(plain).encoding;
  } catch {
    return null;
  }
}

/** Turns the bytes of a file into text, piece by piece. Bytes that are no character become U+FFFD. */
export function decoderOf(encoding: Encoding): (bytes: Uint8Array, more: boolean) => string {
  if (encoding === 'cp850') return (bytes) => Array.from(bytes, cp850Character).join('');
  const decoder = new TextDecoder(encoding);
  return (bytes, more) => decoder.decode(bytes, { stream: more });
}

/** Upper half of code page 850, which programs of DOS wrote; the platform does not know it. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

function cp850Character(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : (CP850[byte - 0x80] ?? '\ufffd');
}

/** Bytes of the accents of French small letters (à â ç è é ê ë î ï ô ù û), by encoding. */
const SMALL_ACCENTS: Readonly<Record<'windows-1252' | 'macintosh' | 'cp850', readonly number[]>> = {
  'windows-1252': [0xe0, 0xe2, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xee, 0xef, 0xf4, 0xf9, 0xfb],
  macintosh: [0x88, 0x89, 0x8d, 0x8f, 0x8e, 0x90, 0x91, 0x94, 0x95, 0x99, 0x9d, 0x9e],
  cp850: [0x85, 0x83, 0x87, 0x8a, 0x82, 0x88, 0x89, 0x8c, 0x8b, 0x93, 0x97, 0x96],
};

/** Accents of capitals: in Windows-1252 they are letters, too. */
const CAPITAL_ACCENTS = [0xc0, 0xc2, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xce, 0xcf, 0xd4, 0xd9, 0xdb] as const;

/**
 * Which encoding of one byte a character the accents look like, so that MacRoman is not read as Windows-1252 (`ZoŽ` for
 * `Zoé`).
 * @param afterLetter how often each byte stands right after a letter of ASCII
 */
export function likelyOneByte(afterLetter: Uint32Array): 'windows-1252' | 'macintosh' | 'cp850' {
  const count = (bytes: readonly number[]): number =>
    bytes.reduce((sum, byte) => sum + (afterLetter[byte] ?? 0), 0);
  const windows = count(SMALL_ACCENTS['windows-1252']) + count(CAPITAL_ACCENTS);
  const [mac, dos] = [count(SMALL_ACCENTS.macintosh), count(SMALL_ACCENTS.cp850)];
  if (Math.max(mac, dos) <= windows) return 'windows-1252';
  return dos > mac ? 'cp850' : 'macintosh';
}
