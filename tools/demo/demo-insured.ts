import { keyOf } from '../../src-shared/values/nir.ts';

/** A person insured by centre 602 who is not a member. */
export interface DemoInsured {
  /** 15 characters; department 99 and commune 999 do not exist. */
  readonly nir: string;
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate: string;
  readonly line1: string;
  readonly postalCode: string;
  readonly town: string;
  readonly email: string;
}

/** Insured persons of the demonstration. All names are invented. */
export const DEMO_INSURED = {
  first: insured('2620799999901', 'Assurée-Démo', 'Hélène', '1962-07-14'),
  second: insured('1751299999902', "L'Imaginé", 'Téo', '1975-12-01'),
  /** Born in Corsica: the number contains a letter. */
  corsican: insured('280022A999903', 'Inventée', 'Lætitia', '1980-02-29'),
} as const satisfies Record<string, DemoInsured>;

/** The file of insured persons, in the form that head office imports. */
export function demoInsuredFile(): string {
  const heads = 'nir;family_name;given_name;birth_date;line1;postal_code;town';
  const rows = Object.values(DEMO_INSURED).map((person) =>
    [
      person.nir,
      person.familyName,
      person.givenName,
      person.birthDate,
      person.line1,
      person.postalCode,
      person.town,
    ].join(';'),
  );
  return `${[heads, ...rows].join('\n')}\n`;
}

function insured(number: string, familyName: string, givenName: string, birthDate: string): DemoInsured {
  return {
    nir: `${number}${keyOf(number)}`,
    familyName,
    givenName,
    birthDate,
    line1: '3 impasse de la Fiction',
    postalCode: '44000',
    town: 'NANTES',
    email: `${givenName
      .replace('æ', 'ae')
      .normalize('NFD')
      .replace(/[^A-Za-z]/gu, '')
      .toLowerCase()}@assure.invalid`,
  };
}
