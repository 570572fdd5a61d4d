/** Digits of a French postal code. */
export const POSTAL_CODE_DIGITS = 5;

/** The form of a French postal code. */
export const POSTAL_CODE = new RegExp(`^[0-9]{${POSTAL_CODE_DIGITS}}$`, 'u');

/** Whether a text has the form of a French postal code; no town needs to have it. */
export function isPostalCode(text: string): boolean {
  return POSTAL_CODE.test(text);
}

type Table = Readonly<Record<string, readonly string[]>>;

let table: Promise<Table> | null = null;

/** The shipped table (resources/postal-codes); loaded once it is needed, since it is large. */
function load(): Promise<Table> {
  table ??= import('../../resources/postal-codes/france.json', { with: { type: 'json' } }).then(
    ({ default: towns }) => towns as Table,
  );
  return table;
}

/** The towns of a French postal code, in alphabetical order; none for a code that does not exist. */
export async function townsOf(postalCode: string): Promise<readonly string[]> {
  return townsIn(await load(), postalCode);
}

/**
 * Loads the table, for those who must not wait between two questions.
 * @returns whether a town, as the table writes it, has a postal code
 */
export async function loadedTowns(): Promise<(town: string, postalCode: string) => boolean> {
  const towns = await load();
  return (town, postalCode) => townsIn(towns, postalCode).includes(town);
}

function townsIn(towns: Table, postalCode: string): readonly string[] {
  // What is typed may be the name of something that every object has.
  return Object.hasOwn(towns, postalCode) ? (towns[postalCode] ?? []) : [];
}
