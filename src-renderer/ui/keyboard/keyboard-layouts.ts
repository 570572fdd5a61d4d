export const LAYOUTS = ['letters', 'capitals', 'accents', 'accentCapitals', 'symbols'] as const;

/** One layout. */
export type LayoutName = (typeof LAYOUTS)[number];

const DIGITS = '1 2 3 4 5 6 7 8 9 0';
const BOTTOM_OF_LETTERS = '{accents} {symbols} {space} - . @';

/** Rows of keys, AZERTY, in the form of simple-keyboard. */
export const LAYOUT_ROWS: Record<LayoutName, string[]> = {
  letters: [
    DIGITS,
    'a z e r t y u i o p',
    'q s d f g h j k l m',
    '{shift} w x c v b n {bksp}',
    BOTTOM_OF_LETTERS,
  ],
  capitals: [
    DIGITS,
    'A Z E R T Y U I O P',
    'Q S D F G H J K L M',
    '{shift} W X C V B N {bksp}',
    BOTTOM_OF_LETTERS,
  ],
  accents: [
    DIGITS,
    'é è ê ë à â ä ç œ æ',
    'î ï ô ö ù û ü ÿ ñ ß',
    '{shift} á í ó ú ã õ {bksp}',
    '{letters} {symbols} {space} - . @',
  ],
  accentCapitals: [
    DIGITS,
    'É È Ê Ë À Â Ä Ç Œ Æ',
    'Î Ï Ô Ö Ù Û Ü Ÿ Ñ Ø',
    '{shift} Á Í Ó Ú Ã Õ {bksp}',
    '{letters} {symbols} {space} - . @',
  ],
  symbols: [
    DIGITS,
    '! ? & # * + = / ( )',
    '" \' % _ \\ | < > [ ]',
    '{letters} ; : , € £ § ~ ^ {bksp}',
    '{accents} $ {space} { } ` @',
  ],
};

const BOTTOM_OF_EMAIL = '@ . - _ .fr .com';

/** Rows of keys for an e-mail address: only its characters. Upper and lower case are the same there. */
export const EMAIL_ROWS: Partial<Record<LayoutName, string[]>> = {
  letters: [
    DIGITS,
    'a z e r t y u i o p',
    'q s d f g h j k l m',
    '{symbols} w x c v b n {bksp}',
    BOTTOM_OF_EMAIL,
  ],
  symbols: [DIGITS, "! # $ % & ' * +", '/ = ? ^ ` { | } ~', '{letters} {bksp}', BOTTOM_OF_EMAIL],
};

const BOTTOM_OF_NAMES = "{accents} {space} - '";
const BOTTOM_OF_NAME_ACCENTS = "{letters} {space} - '";

/** Rows of keys for a name: letters, and what can stand between them. */
export const NAME_ROWS: Partial<Record<LayoutName, string[]>> = {
  letters: [...LAYOUT_ROWS.letters.slice(1, -1), BOTTOM_OF_NAMES],
  capitals: [...LAYOUT_ROWS.capitals.slice(1, -1), BOTTOM_OF_NAMES],
  accents: [...LAYOUT_ROWS.accents.slice(1, -1), BOTTOM_OF_NAME_ACCENTS],
  accentCapitals: [...LAYOUT_ROWS.accentCapitals.slice(1, -1), BOTTOM_OF_NAME_ACCENTS],
};

/** Rows of keys for characters copied from a picture: capitals and digits. */
export const COPY_ROWS: Partial<Record<LayoutName, string[]>> = {
  letters: [DIGITS, ...LAYOUT_ROWS.capitals.slice(1, 3), 'W X C V B N {bksp}'],
};

const BOTTOM_OF_TEXTS = "{symbols} {space} ' , . - ?";

/** Rows of keys for sentences: with punctuation. */
export const SENTENCE_ROWS: Partial<Record<LayoutName, string[]>> = {
  letters: [...LAYOUT_ROWS.letters.slice(0, -1), `{accents} ${BOTTOM_OF_TEXTS}`],
  capitals: [...LAYOUT_ROWS.capitals.slice(0, -1), `{accents} ${BOTTOM_OF_TEXTS}`],
  accents: [...LAYOUT_ROWS.accents.slice(0, -1), `{letters} ${BOTTOM_OF_TEXTS}`],
  accentCapitals: [...LAYOUT_ROWS.accentCapitals.slice(0, -1), `{letters} ${BOTTOM_OF_TEXTS}`],
  symbols: LAYOUT_ROWS.symbols,
};

const BOTTOM_OF_ADDRESSES = "{symbols} {space} - ' , . /";

/** Rows of keys for a line of a postal address: only its characters. */
export const ADDRESS_ROWS: Partial<Record<LayoutName, string[]>> = {
  letters: [...LAYOUT_ROWS.letters.slice(0, -1), `{accents} ${BOTTOM_OF_ADDRESSES}`],
  capitals: [...LAYOUT_ROWS.capitals.slice(0, -1), `{accents} ${BOTTOM_OF_ADDRESSES}`],
  accents: [...LAYOUT_ROWS.accents.slice(0, -1), `{letters} ${BOTTOM_OF_ADDRESSES}`],
  accentCapitals: [...LAYOUT_ROWS.accentCapitals.slice(0, -1), `{letters} ${BOTTOM_OF_ADDRESSES}`],
  symbols: [DIGITS, '& ( ) ° # + *', '{letters} : ; " {bksp}', "{accents} {space} - ' , . /"],
};

/** The layout that shift leads to, from each layout. */
export const SHIFTED: Partial<Record<LayoutName, LayoutName>> = {
  letters: 'capitals',
  capitals: 'letters',
  accents: 'accentCapitals',
  accentCapitals: 'accents',
};
