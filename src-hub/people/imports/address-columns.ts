/** Usual headers of the lines of an address, in the form of `plainWord`. */
export const ADDRESS_HEADERS = {
  line1: ['ligne1', 'adresse', 'adresse1', 'adresseligne1', 'address1', 'rue', 'voie'],
  line2: [
    'ligne2',
    'adresse2',
    'adresseligne2',
    'address2',
    'complement',
    'complementadresse',
    'complementdadresse',
  ],
  line3: ['ligne3', 'adresse3', 'adresseligne3', 'address3'],
  line4: ['ligne4', 'adresse4', 'adresseligne4', 'address4'],
  town: ['ville', 'commune', 'localite', 'city'],
} as const;

/** The lines between name and town, in their order. */
export const ADDRESS_LINES = ['line1', 'line2', 'line3', 'line4'] as const;

/** What is wrong with an address that cannot be printed. */
export const ADDRESS_WORDS = {
  name: 'a name without a letter that can be printed',
  incomplete: 'line1 or town is missing, or has no letter that can be printed',
  'line-too-long': 'a line of the address has more than 38 characters',
  'too-many-lines': 'more than six lines with the name and the town',
} as const;
