/** A page of a list. */
export interface Page<Item> {
  /** Its index, from 0. */
  readonly page: number;
  /** Number of pages, at least 1. */
  readonly pages: number;
  readonly shown: readonly Item[];
}

/** The wanted page of a list; the last one when the list has become shorter. */
export function pageOf<Item>(list: readonly Item[], size: number, turned: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const page = Math.min(turned, pages - 1);
  return { page, pages, shown: list.slice(page * size, (page + 1) * size) };
}
