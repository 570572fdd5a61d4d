import fs from 'node:fs';
import type { Member } from '../../src-shared/hub-api/member.ts';

/** Number of members of the demonstration. */
export const DEMO_MEMBER_COUNT = 200;

/** Members named in the terminal, one for each kind of contact. All names are invented. */
export const DEMO_CAST = {
  /** E-mail and phone. */
  both: person(
    '00123456',
    'Exemple-Dupré',
    'Zoé',
    '1984-05-17',
    'zoe.exemple-dupre@exemple.invalid',
    '+33639980001',
  ),
  /** E-mail only. */
  emailOnly: person('00234567', "D'Invention", 'Noël', '1959-12-25', 'noel.dinvention@demo.invalid', null),
  /** Phone only. */
  phoneOnly: person('00345678', 'Fictif', 'Maëlle', '1991-02-28', null, '+33639980002'),
  /** Neither: only a letter can reach this member. */
  neither: person('00456789', 'Démo-Sansadresse', 'Éloïse', '1937-08-03', null, null),
} as const satisfies Record<string, Member>;

const FAMILY_NAMES = [
  'Exemple',
  'Fictif',
  'Démo-Martin',
  "L'Exemple",
  'Inventé',
  'Témoin-Lefèvre',
  'Modèle',
  "D'Échantillon",
  'Spécimen',
  'Maquette-Noël',
  'Imaginaire',
  'Factice-Gaïa',
];
const GIVEN_NAMES = [
  'Anaïs',
  'Jean-Fictif',
  'Inès',
  'Gaël',
  'Françoise',
  'Loïc',
  'Marie-Démo',
  'Ömer',
  'Chloé',
  'Étienne',
  'Thaïs',
  'Benoît',
];
const POSTAL_CODES = ['44000', '44100', '44200', '44300', '44800', '49000', '85000', '01000'];

/** The members of the demonstration: the cast, then others; the same in each call. */
export function demoMembers(): Member[] {
  const cast = Object.values(DEMO_CAST);
  const others = Array.from({ length: DEMO_MEMBER_COUNT - cast.length }, (_, index) => invent(index));
  return [...cast, ...others];
}

/** Postal addresses of the members (CSV), in the form that head office imports; the streets are invented. */
export function demoAddresses(): string {
  const rows = demoMembers().map(
    ({ number, postalCode }, index) =>
      `${number};${1 + (index % 99)} rue de l’Exemple;${postalCode};Ville-Fictive`,
  );
  return ['number;line1;postal_code;town', ...rows].join('\n');
}

/** Writes the demonstration's members file (NDJSON, UTF-8). */
export function writeDemoMembers(file: string): void {
  const lines = demoMembers().map((member) => JSON.stringify(member));
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
}

function invent(index: number): Member {
  const draw = drawFrom(index + 1);
  const family = pick(FAMILY_NAMES, draw);
  const given = pick(GIVEN_NAMES, draw);
  // Six to ten digits, a third of them with leading zeros; the index makes each number unique.
  const length = 6 + (index % 5);
  const start = index % 3 === 0 ? '' : `${1 + (index % 9)}${String(index).padStart(3, '0')}`;
  const end = index % 3 === 0 ? String(1000 + index) : String(draw());
  const number = start + end.slice(start.length - length).padStart(length - start.length, '0');
  const two = (value: number): string => String(value).padStart(2, '0');
  const birthDate = `${1930 + (draw() % 76)}-${two(1 + (draw() % 12))}-${two(1 + (draw() % 28))}`;
  const kind = index % 10;
  const email =
    kind === 0 || kind === 1 ? null : `${asciiOf(given)}.${asciiOf(family)}${index}@exemple.invalid`;
  // 06 39 98 is reserved for fiction by the French regulator (Arcep).
  const phone =
    kind === 0 || kind === 2 || kind === 3 ? null : `+3363998${String(100 + index).padStart(4, '0')}`;
  const member = person(number, family, given, birthDate, email, phone, pick(POSTAL_CODES, draw));
  return index % 25 === 0 ? { ...member, language: 'en' } : member;
}

function person(
  number: string,
  familyName: string,
  givenName: string,
  birthDate: string,
  email: string | null,
  phone: string | null,
  postalCode = '44000',
): Member & { postalCode: string } {
  return { number, familyName, givenName, birthDate, postalCode, email, phone };
}

/** A small random generator (Lehmer, modulo 2^31 - 1): the list has to be the same on every machine. */
function drawFrom(seed: number): () => number {
  let state = seed;
  const draw = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  // Consecutive seeds need some rounds to diverge.
  for (let round = 0; round < 5; round += 1) draw();
  return draw;
}

function pick(from: readonly string[], draw: () => number): string {
  return from[draw() % from.length] ?? '';
}

function asciiOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/gu, '')
    .toLowerCase();
}

/** The members with an e-mail address who are not of the cast. */
export function othersWithEmail(): Member[] {
  const cast = new Set<string>(Object.values(DEMO_CAST).map(({ number }) => number));
  return demoMembers().filter(({ email, number }) => email !== null && !cast.has(number));
}
