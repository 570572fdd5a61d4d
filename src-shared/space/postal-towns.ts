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
  const towns = await load();
  return Object.hasOwn(towns, postalCode) ? (towns[postalCode] ?? []) : [];
}

/** Whether a town, as the table writes it, has this postal code. */
export async function isTownOf(town: string, postalCode: string): Promise<boolean> {
  return (await townsOf(postalCode)).includes(town);
}

/** {@link isTownOf} for those who must not wait between two questions: the table is loaded first. */
export async function loadedTowns(): Promise<(town: string, postalCode: string) => boolean> {
  const towns = await load();
  return (town, postalCode) => Object.hasOwn(towns, postalCode) && (towns[postalCode] ?? []).includes(town);
}
