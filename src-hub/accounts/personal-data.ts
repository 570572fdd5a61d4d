/** What a password must not be made of. */
export interface PersonalData {
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate: string;
  /** Null for a person only insured: the NIR is not known here. */
  readonly number: string | null;
}

/** Names, number and birth date, the latter in the orders and lengths in which people write it. */
export function personalForms({ familyName, givenName, birthDate, number }: PersonalData): string[] {
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
