/** One sign that others write as another, or as two. */
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

/** Capitals without accents: what is left when a text is compared whatever its looks; gaps and signs stay. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[ŒÆẞØŁĐÐÞ]/gu, (sign) => WRITTEN_OTHERWISE[sign] ?? sign);
}
