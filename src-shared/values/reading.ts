/** A value in its normal form, or why the text is not one. */
export type Reading<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: Reason };

/** The result for a valid text. */
export function taken<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** The result for an invalid text. */
export function refused<Reason extends string>(
  reason: Reason,
): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}

/** Invisible characters that can change their neighbours: format and direction characters, fillers, tags. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2800]/gu;

/** Whether a text has invisible characters, other than spaces. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}

/** Removes invisible characters. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** Whether a text has a character that shows: fillers, soft hyphens and signs of zero width do not, nor accents alone. */
export function hasVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(withoutInvisible(text));
}

/** Texts that people and programs write into an empty field, in upper case without accents. */
const NOTHING_SAID =
  /^(?:[-–—_.?*/\\'"()]+|0+|N[./]?[AC]\.?|N\/?D|#(?:N\/A|REF!|NOM\?|NAME\?|VALEUR!|VALUE!|DIV\/0!|NULL?!|NOMBRE!|NUM!|CALC!|SPILL!|#+)|NULL|\(NULL\)|NIL|NONE|NAN|UNDEFINED|NEANT|AUCUNE?|SANS|RIEN|INCONNUE?|VIDE|NON (?:RENSEIGNEE?|COMMUNIQUEE?|CONNUE?)|PAS DE .*|X{2,})$/u;

/** Whether a text stands for no value: `NEANT`, `-`, `NULL`, `N/A`, `non renseigné`. */
export function saysNothing(text: string): boolean {
  const plain = withoutInvisible(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toUpperCase();
  return plain === '' || NOTHING_SAID.test(plain);
}

/**
 * Separators of several values in one field: `a@b.fr ; c@d.fr`, `06 12 34 56 78 / 02 40 00 00 00`, `… (daughter)`.
 */
const BETWEEN = /\s*[;,|\n\r]\s*|\s*\/\s*|\s+(?:ou|et|or|and)\s+|\s+-\s+/iu;

/** A number with a word before or behind it: `tel: 06…`, `06… daughter`, `06… ext. 12`. */
function withoutWords(text: string): readonly string[] {
  const number =
    /^(?:\p{L}[\p{L}. ]*[:. ] *)?(?<number>[+(]{0,2}\d(?:[^\p{L};,]*\d){5,})[^\p{L}\d]*(?:\p{L}.*)?$/u.exec(
      text.trim(),
    );
  return [number?.groups?.['number'] ?? ''];
}

/** The first valid value of a field, and whether the field contained nothing else. */
export type FirstReading<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value; readonly isWhole: boolean }
  | { readonly ok: false; readonly reason: Reason };

/** Reads a field of a file that may contain several values, or a remark in brackets. The first valid value counts. */
export function readFirst<Value, Reason extends string>(
  text: string,
  read: (text: string) => Reading<Value, Reason>,
): FirstReading<Value, Reason> {
  const whole = read(text);
  if (whole.ok) return { ...whole, isWhole: true };
  const bare = withoutInvisible(text).replaceAll(/\([^()]*\)|\[[^[\]]*\]/gu, ' ');
  // An address has no gaps: `Zoé Exemple <zoe@exemple.fr>`.
  const words = bare.includes('@') ? bare.split(/[\s<>]+/u) : withoutWords(bare);
  for (const part of [bare, ...bare.split(BETWEEN), ...words]) {
    const one = read(part);
    if (one.ok) return { ...one, isWhole: false };
  }
  return whole;
}
