/** A value in its one form, or the named reason why a text is none. */
export type Reading<Value, Reason extends string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason };

/** A text that is a value. */
export function taken<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** A text that is none. */
export function refused<Reason extends string>(
  reason: Reason,
): { readonly ok: false; readonly reason: Reason } {
  return { ok: false, reason };
}

/** Signs that show nothing and change what stands beside them: format and direction characters, fillers, tags. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2800]/gu;

/** Whether a text has a sign that shows nothing, other than a gap. */
export function hasInvisible(text: string): boolean {
  return text.search(INVISIBLE) >= 0;
}

/** A text without the signs that show nothing. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** What people and programs write into a field that has no value, in capitals without accents. */
const NOTHING_SAID =
  /^(?:[-–—_.?*/\\'"()]+|0+|N[./]?[AC]\.?|N\/?D|#N\/A|NULL|\(NULL\)|NIL|NONE|NAN|UNDEFINED|NEANT|AUCUNE?|SANS|RIEN|INCONNUE?|VIDE|NON (?:RENSEIGNEE?|COMMUNIQUEE?|CONNUE?)|PAS DE .*|X{2,})$/u;

/** Whether a text says that there is no value: `NEANT`, `-`, `NULL`, `N/A`, `non renseigné`. */
export function saysNothing(text: string): boolean {
  const plain = withoutInvisible(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toUpperCase();
  return plain === '' || NOTHING_SAID.test(plain);
}

/** Several values in one field: `a@b.fr ; c@d.fr`, `06 12 34 56 78 / 02 40 00 00 00`, `… (daughter)`. */
const BETWEEN = /\s*[;,|\n\r]\s*|\s*\/\s*|\s+(?:ou|et|or|and)\s+|\s+-\s+/iu;

/** The first value of a field that can be read, and whether the field held more than that. */
export type FirstReading<Value, Reason extends string> =
  | { readonly ok: true; readonly value: Value; readonly isWhole: boolean }
  | { readonly ok: false; readonly reason: Reason };

/** Reads a field of a file that may hold several values, or a remark in brackets; the first one that can be read counts. */
export function readFirst<Value, Reason extends string>(
  text: string,
  read: (text: string) => Reading<Value, Reason>,
): FirstReading<Value, Reason> {
  const whole = read(text);
  if (whole.ok) return { ...whole, isWhole: true };
  const bare = text.replaceAll(/\([^()]*\)|\[[^[\]]*\]/gu, ' ');
  for (const part of [bare, ...bare.split(BETWEEN)]) {
    const one = read(part);
    if (one.ok) return { ...one, isWhole: false };
  }
  return whole;
}
