import { plainLetters } from '../plain-letters.ts';

/** Number of digits of a French postal code. */
export const POSTAL_CODE_DIGITS = 5;

/** Pattern of a French postal code; wires take unused ones too, since older hubs hold them. */
export const POSTAL_CODE = new RegExp(`^[0-9]{${POSTAL_CODE_DIGITS}}$`, 'u');

/** Whether a text has the form of a French postal code; it may be unused. */
export function isPostalCode(text: string): boolean {
  return POSTAL_CODE.test(text);
}

/** Codes that can be in use: those of the armed forces, departments 01 to 95, overseas and Monaco. */
const USABLE = /^(?:00[1-9]|0[1-9][0-9]|[1-8][0-9]{2}|9[0-5][0-9]|97[1-8]|98[046-8])[0-9]{2}$/u;

/** Whether a postal code of a file can be in use; a CEDEX is among them, 00000 and 99999 are not. */
export function isUsablePostalCode(text: string): boolean {
  return USABLE.test(text);
}

/** Whether two texts name the same town: case, accents, hyphens and apostrophes do not count. */
export function sameTown(one: string, other: string): boolean {
  return townKey(one) === townKey(other);
}

function townKey(town: string): string {
  return plainLetters(town).replaceAll(/[^A-Z0-9]/gu, '');
}

type Table = Readonly<Record<string, readonly string[]>>;

let table: Promise<Table> | null = null;

/** The shipped tables (resources/postal-codes), loaded on first use, since they are large. */
function load(): Promise<Table> {
  table ??= Promise.all([
    import('../../../resources/postal-codes/france.json', { with: { type: 'json' } }),
    import('../../../resources/postal-codes/more.json', { with: { type: 'json' } }),
  ]).then((tables) => Object.assign({}, ...tables.map(({ default: towns }) => towns as Table)) as Table);
  return table;
}

/** The towns of a French postal code, in alphabetical order. Empty: the table has none, as for a CEDEX. */
export async function townsOf(postalCode: string): Promise<readonly string[]> {
  return townsIn(await load(), postalCode);
}

/**
 * Loads the table, for synchronous questions later.
 * @returns whether a town, spelled as in the table, has a postal code
 */
export async function loadedTowns(): Promise<(town: string, postalCode: string) => boolean> {
  const towns = await load();
  return (town, postalCode) => townsIn(towns, postalCode).includes(town);
}

function townsIn(towns: Table, postalCode: string): readonly string[] {
  // The typed text may be the name of a property that every object has.
  return Object.hasOwn(towns, postalCode) ? (towns[postalCode] ?? []) : [];
}
