/** Letters that NFKD does not decompose, and how they are written without them. */
const WRITTEN_OTHERWISE: Readonly<Record<string, string>> = {
  Œ: 'OE',
  Æ: 'AE',
  ẞ: 'SS',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
};

/** Upper case without accents, to compare texts. Spaces and signs stay. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[ŒÆẞØŁĐÐÞ]/gu, (sign) => WRITTEN_OTHERWISE[sign] ?? sign);
}
