import { NUMBER_KEY, type FileColumns } from './files/mapping.ts';

/** Fields of a member's row, in the order of its values. */
export const MEMBER_FIELDS = [
  'number',
  'familyName',
  'givenName',
  'birthDate',
  'postalCode',
  'email',
  'phone',
  'language',
  'birthName',
  'country',
] as const;

/** Name of a field, as in a mapping file and in NDJSON. */
export type MemberField = (typeof MEMBER_FIELDS)[number];

/** Fields that a file may lack without saying so. `email` and `phone` may be missing when the mapping says so. */
const OPTIONAL_FIELDS: readonly MemberField[] = ['language', 'birthName', 'country'];

/** Usual headers, in the form of `plainWord`. */
const USUAL: Readonly<Record<MemberField, readonly string[]>> = {
  number: [
    'number',
    'numero',
    'numeroadherent',
    'numadherent',
    'nadherent',
    'noadherent',
    'adherent',
    'numerodadherent',
  ],
  familyName: ['familyname', 'nom', 'nomdefamille', 'nomadherent'],
  givenName: ['givenname', 'prenom', 'prenomadherent'],
  birthDate: ['birthdate', 'datedenaissance', 'datenaissance', 'naissance', 'neele', 'datenais'],
  postalCode: ['postalcode', 'codepostal', 'cp'],
  email: [
    'email',
    'mail',
    'courriel',
    'adressemail',
    'adresseemail',
    'adressecourriel',
    'adresseelectronique',
  ],
  phone: [
    'phone',
    'telephone',
    'tel',
    'telephonemobile',
    'telephoneportable',
    'mobile',
    'portable',
    'numerodetelephone',
  ],
  language: ['language', 'langue'],
  birthName: [
    'birthname',
    'nomdenaissance',
    'nomnaissance',
    'nomdejeunefille',
    'nomjeunefille',
    'nompatronymique',
    'patronyme',
    'maidenname',
  ],
  country: ['country', 'pays', 'codepays', 'countrycode', 'paysderesidence'],
};

/** The columns of a file of members. */
export const MEMBER_COLUMNS: FileColumns = {
  fields: MEMBER_FIELDS,
  usual: USUAL,
  optional: OPTIONAL_FIELDS,
  nullable: ['email', 'phone'],
  numeric: [],
  keys: [NUMBER_KEY],
};
