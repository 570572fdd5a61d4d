/** Number of digits of a French postal code. */
export const POSTAL_CODE_DIGITS = 5;

/** Pattern of a French postal code. */
export const POSTAL_CODE = new RegExp(`^[0-9]{${POSTAL_CODE_DIGITS}}$`, 'u');

/** Whether a text has the form of a French postal code; it may be unused. */
export function isPostalCode(text: string): boolean {
  return POSTAL_CODE.test(text);
}

type Table = Readonly<Record<string, readonly string[]>>;

let table: Promise<Table> | null = null;

/** The shipped table (resources/postal-codes); loaded on first use, since it is large. */
function load(): Promise<Table> {
  table ??= import('../../resources/postal-codes/france.json', { with: { type: 'json' } }).then(
    ({ default: towns }) => towns as Table,
  );
  return table;
}

/** The towns of a French postal code, in alphabetical order; empty for an unused code. */
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
