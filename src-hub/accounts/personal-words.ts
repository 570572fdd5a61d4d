/** What head office knows of a person that must not stand in their password. */
export interface PersonalFacts {
  /** Null for a person who is only insured. */
  readonly number: string | null;
  readonly family_name: string;
  readonly given_name: string;
  /** ISO date. */
  readonly birth_date: string;
}

/** What a password must not be made of: names, number, birth date in the forms in which people write it. */
export function personalWords({ number, family_name, given_name, birth_date }: PersonalFacts): string[] {
  const [year = '', month = '', day = ''] = birth_date.split('-');
  return [
    family_name,
    given_name,
    ...(number === null ? [] : [number]),
    `${year}${month}${day}`,
    `${day}${month}${year}`,
    `${day}${month}${year.slice(2)}`,
  ];
}
