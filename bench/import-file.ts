import fs from 'node:fs';
import type { Member } from '../src-shared/hub-api/member.ts';

const FAMILY = [
  'Exemple',
  'Fictif',
  'Démonstration',
  "D'Exemple",
  'Exemple-Dupré',
  'Inventé',
  'Témoin',
  'Modèle',
];
const GIVEN = ['Zoé', 'Anaïs', 'Jean-Fictif', 'Éloïse', 'Noël', 'Maëlle', 'Gaël', 'Inès'];
const LINES_PER_WRITE = 5000;

/** The member at an index of the list; the same in each run. Numbers are in random order, like blind indexes. */
export function benchMember(index: number): Member {
  // An odd factor modulo 10^8 gives each number once.
  const number = String((index * 48_271 + 11) % 100_000_000).padStart(8, '0');
  const family = FAMILY[index % FAMILY.length] ?? '';
  const given = GIVEN[(index >> 3) % GIVEN.length] ?? '';
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    number,
    familyName: `${family} ${index}`,
    givenName: given,
    birthDate: `${1930 + (index % 75)}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
    postalCode: `44${two(index % 100)}0`,
    email: index % 10 === 0 ? null : `membre.${index}@exemple.invalid`,
    phone: index % 7 === 0 ? null : `+336399${String(80_000 + (index % 10_000)).padStart(5, '0')}`,
  };
}

/** Writes an NDJSON file of members; the same file in each run. */
export function writeBenchMembers(file: string, count: number): void {
  const handle = fs.openSync(file, 'w');
  try {
    for (let start = 0; start < count; start += LINES_PER_WRITE) {
      const lines = Array.from({ length: Math.min(LINES_PER_WRITE, count - start) }, (_, at) =>
        JSON.stringify(benchMember(start + at)),
      );
      fs.writeSync(handle, `${lines.join('\n')}\n`);
    }
  } finally {
    fs.closeSync(handle);
  }
}
