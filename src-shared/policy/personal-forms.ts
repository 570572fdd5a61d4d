/** What is known of a person that must not stand in their password. */
export interface PersonalFacts {
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate: string;
  /** Null for a person only insured: the NIR is known nowhere. */
  readonly number: string | null;
}

/** Names, number and birth date, the latter in the orders and lengths in which people write it. */
export function personalForms({ familyName, givenName, birthDate, number }: PersonalFacts): string[] {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  return [
    familyName,
    givenName,
    ...(number === null ? [] : [number]),
    `${year}${month}${day}`,
    `${day}${month}${year}`,
    `${day}${month}${year.slice(2)}`,
  ];
}
