/** A layout of a keyboard: of the one that a scanner is set to, or of the system that it types on. */
export type Layout = 'us' | 'fr';

/** A key as a scanner presses it. */
export interface Stroke {
  /** Place on the keyboard. */
  readonly code: string;
  readonly shift: boolean;
  readonly altGr: boolean;
}

/** A key as the page meets it. */
export interface TypedKey {
  readonly code: string;
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What keys write alone, with Shift and with AltGr: as printed on the keys, from left to right and from the top. */
const PLACES = [
  ...Array.from('1234567890', (digit) => `Digit${digit}`),
  ...['Minus', 'Equal'],
  ...Array.from('QWERTYUIOP', (letter) => `Key${letter}`),
  ...['BracketLeft', 'BracketRight'],
  ...Array.from('ASDFGHJKL', (letter) => `Key${letter}`),
  ...['Semicolon', 'Quote'],
  ...Array.from('ZXCVBNM', (letter) => `Key${letter}`),
  ...['Comma', 'Period', 'Slash'],
  'Space',
];
const FACES: Readonly<Record<Layout, readonly [alone: string, shift: string, altGr: string]>> = {
  us: [
    "1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./ ",
    '!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>? ',
    '',
  ],
  fr: [
    '&é"\'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:! ',
    '1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§ ',
    ' ~#{[|`\\^@]}',
  ],
};

/** The keys that a scanner set to a layout presses for a text, without the key that ends it. */
export function strokesFor(text: string, scanner: Layout): Stroke[] {
  return Array.from(text, (character) => {
    const level = FACES[scanner].findIndex((face) => face.includes(character));
    const code = PLACES[FACES[scanner][level]?.indexOf(character) ?? -1];
    if (code === undefined) throw new Error(`a scanner set to ${scanner} cannot type ${character}`);
    return { code, shift: level === 1, altGr: level === 2 };
  });
}

/** What a system makes of keys that a scanner presses. */
export function typedOn(strokes: readonly Stroke[], host: Layout, capsLock = false): TypedKey[] {
  return strokes.map(({ code, shift, altGr }) => {
    const place = PLACES.indexOf(code);
    const [alone, shifted, third] = FACES[host].map((face) => face[place] ?? '') as [string, string, string];
    const isLetter = alone.toUpperCase() !== alone && alone.toLowerCase() !== alone.toUpperCase();
    // The French Caps Lock of Windows also turns the digits; that of X does not. Neither tells the page.
    const shifts = capsLock && (isLetter || host === 'fr') ? !shift : shift;
    const key = altGr && third.trim() !== '' ? third : shifts ? shifted : alone;
    return { code, key, shiftKey: shift, ctrlKey: false, altKey: altGr, metaKey: false };
  });
}
