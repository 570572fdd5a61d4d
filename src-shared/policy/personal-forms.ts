/** Facts about a person that their password must not contain. */
export interface PersonalFacts {
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate: string;
  /** Null for an insured person: the NIR is stored nowhere in clear. */
  readonly number: string | null;
}

/** Names, number, and the birth date in the usual orders and lengths. */
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
