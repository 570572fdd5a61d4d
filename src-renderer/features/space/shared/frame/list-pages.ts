/** The part of a list that is shown at once. */
export interface Page<Item> {
  /** Which part, from 0. */
  readonly page: number;
  /** How many parts there are: one at least. */
  readonly pages: number;
  readonly shown: readonly Item[];
}

/** Turns a list to a page; to its last where it has become shorter. */
export function pageOf<Item>(list: readonly Item[], size: number, turned: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const page = Math.min(turned, pages - 1);
  return { page, pages, shown: list.slice(page * size, (page + 1) * size) };
}
