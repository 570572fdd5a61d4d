/** Facts about a person that their password must not contain. */
export interface PersonalFacts {
  readonly familyName: string;
  readonly birthName?: string | null | undefined;
  readonly givenName: string;
  /** In the form of `birthDateSchema`. */
  readonly birthDate: string;
  /** Null for an insured person: the NIR is stored nowhere in clear. */
  readonly number: string | null;
}

/** Fewest digits of a birth date that are looked for: fewer stand in many passwords by chance. */
const FEWEST_DIGITS = 6;

/** Names, number, and what is known of the birth date, in the usual orders and lengths. */
export function personalForms({
  familyName,
  birthName = null,
  givenName,
  birthDate,
  number,
}: PersonalFacts): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-').map((part) => part.replace(/^0+$/u, ''));
  return [
    familyName,
    ...(birthName === null ? [] : [birthName]),
    givenName,
    ...(number === null ? [] : [number]),
    ...[`${year}${month}${day}`, `${day}${month}${year}`, `${day}${month}${year.slice(2)}`].filter(
      (digits) => digits.length >= FEWEST_DIGITS,
    ),
  ];
}
